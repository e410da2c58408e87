namespace Gramian.Numerics.Lanes;

/// <summary>Represents the arithmetic in which a formula is written once, for every width and for duals.</summary>
/// <remarks>
/// A lane is one real number, several side by side, or a value with its derivative. Write
/// <c>static T Evaluate&lt;T&gt;(T r2) where T : struct, ILane&lt;T&gt;</c> and the formula runs in all of them. Each
/// element of a result depends only on the same element of the arguments, and its bits do not depend on the width.
/// Do not carry lanes through the innermost loop of a matrix product: use them in straight-line passes over a tile.
/// </remarks>
/// <typeparam name="TSelf">The lane itself.</typeparam>
public interface ILane<TSelf>
    where TSelf : struct, ILane<TSelf>
{
    /// <summary>Makes a lane with every element equal to a number (rounded to the lane's precision).</summary>
    static abstract implicit operator TSelf(double value);

    /// <summary>The sum.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>The difference.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>The product.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>The quotient.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>The negated value; −0 for 0.</summary>
    static abstract TSelf operator -(TSelf value);

    /// <summary>left · right + addend, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>|x|.</summary>
    static abstract TSelf Abs(TSelf value);

    /// <summary>The larger of two values; the right one when either is NaN.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The smaller of two values; the right one when either is NaN.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary><paramref name="ifPositive"/> where the test is above 0; the other elsewhere, also for NaN.</summary>
    static abstract TSelf SelectPositive(TSelf test, TSelf ifPositive, TSelf otherwise);

    /// <summary>√x, correctly rounded; NaN below 0.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary>1/√x, within 2 ulp; ∞ at 0, NaN below 0.</summary>
    static abstract TSelf ReciprocalSqrt(TSelf value);

    /// <summary>eˣ, within 2 ulp.</summary>
    static abstract TSelf Exp(TSelf value);

    /// <summary>2ˣ, within 2 ulp; a quarter less work than eˣ.</summary>
    static abstract TSelf Exp2(TSelf value);

    /// <summary>eˣ − 1 without cancellation near 0, within 2 ulp.</summary>
    static abstract TSelf Expm1(TSelf value);

    /// <summary>ln x, within 2 ulp; −∞ at 0, NaN below 0.</summary>
    static abstract TSelf Log(TSelf value);

    /// <summary>ln(1 + x) without cancellation near 0, within 2 ulp; −∞ at −1, NaN below −1.</summary>
    static abstract TSelf Log1p(TSelf value);

    /// <summary>sin x, x in radians, within 2 ulp; NaN at ±∞.</summary>
    static abstract TSelf Sin(TSelf value);

    /// <summary>cos x, x in radians, within 2 ulp; NaN at ±∞.</summary>
    static abstract TSelf Cos(TSelf value);

    /// <summary>tanh x, within 2 ulp.</summary>
    static abstract TSelf Tanh(TSelf value);

    /// <summary>erf x = 2/√π ∫₀ˣ e^(−t²) dt, within 2 ulp.</summary>
    static abstract TSelf Erf(TSelf value);

    /// <summary>erfc x = 1 − erf x without cancellation for large x, within 4 ulp.</summary>
    static abstract TSelf Erfc(TSelf value);

    /// <summary>erfcx x = e^(x²) erfc x, within 4 ulp.</summary>
    static abstract TSelf Erfcx(TSelf value);

    /// <summary>xᵖ for one exponent, within 4 ulp, with the special values of <see cref="Math.Pow"/>.</summary>
    static abstract TSelf Pow(TSelf value, double exponent);
}
