using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Lanes;

/// <summary>Represents a value with its derivative, so that a formula also gives its own slope.</summary>
/// <remarks>
/// f(a + a′ε) = f(a) + f′(a) a′ ε with ε² = 0. Where a function has no derivative a finite one is taken, so that a
/// formula of r² stays usable at r = 0: the derivative of √x and of 1/√x at 0 is 0, that of |x| at 0 is 0, and
/// Max, Min and SelectPositive take the derivative of the branch they choose.
/// </remarks>
/// <typeparam name="TLane">The lane of the value and of the derivative.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="Derivative">The derivative.</param>
public readonly record struct Dual<TLane>(TLane Value, TLane Derivative) : ILane<Dual<TLane>>
    where TLane : struct, ILane<TLane>
{
    private const double TwoOverRootPi = 1.1283791670955126;
    private const double Ln2 = 0.6931471805599453;

    /// <summary>Makes the independent variable: a value with derivative 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> Variable(TLane value) => new(value, 1.0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Dual<TLane>(double value) => new(value, 0.0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> operator +(Dual<TLane> left, Dual<TLane> right) =>
        new(left.Value + right.Value, left.Derivative + right.Derivative);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> operator -(Dual<TLane> left, Dual<TLane> right) =>
        new(left.Value - right.Value, left.Derivative - right.Derivative);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> operator *(Dual<TLane> left, Dual<TLane> right) =>
        new(left.Value * right.Value,
            TLane.MultiplyAdd(left.Derivative, right.Value, left.Value * right.Derivative));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> operator /(Dual<TLane> left, Dual<TLane> right)
    {
        TLane quotient = left.Value / right.Value;
        return new(quotient, (left.Derivative - (quotient * right.Derivative)) / right.Value);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> operator -(Dual<TLane> value) => new(-value.Value, -value.Derivative);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> MultiplyAdd(Dual<TLane> left, Dual<TLane> right, Dual<TLane> addend) =>
        new(TLane.MultiplyAdd(left.Value, right.Value, addend.Value),
            TLane.MultiplyAdd(left.Derivative, right.Value,
                TLane.MultiplyAdd(left.Value, right.Derivative, addend.Derivative)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> Abs(Dual<TLane> value)
    {
        TLane negative = TLane.SelectPositive(-value.Value, -value.Derivative, 0.0);
        return new(TLane.Abs(value.Value), TLane.SelectPositive(value.Value, value.Derivative, negative));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> Max(Dual<TLane> left, Dual<TLane> right) =>
        new(TLane.Max(left.Value, right.Value),
            TLane.SelectPositive(left.Value - right.Value, left.Derivative, right.Derivative));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> Min(Dual<TLane> left, Dual<TLane> right) =>
        new(TLane.Min(left.Value, right.Value),
            TLane.SelectPositive(right.Value - left.Value, left.Derivative, right.Derivative));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> SelectPositive(Dual<TLane> test, Dual<TLane> ifPositive, Dual<TLane> otherwise) =>
        new(TLane.SelectPositive(test.Value, ifPositive.Value, otherwise.Value),
            TLane.SelectPositive(test.Value, ifPositive.Derivative, otherwise.Derivative));

    /// <summary>√x; the derivative at 0, which is infinite, is taken as 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> Sqrt(Dual<TLane> value)
    {
        TLane root = TLane.Sqrt(value.Value);
        TLane slope = TLane.SelectPositive(root, (0.5 * value.Derivative) / root, root * 0.0);
        return new(root, slope);
    }

    /// <summary>1/√x; the derivative at 0 is taken as 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> ReciprocalSqrt(Dual<TLane> value)
    {
        TLane root = TLane.ReciprocalSqrt(value.Value);
        TLane slope = -0.5 * (root / value.Value) * value.Derivative;
        return new(root, TLane.SelectPositive(value.Value, slope, 0.0));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> Exp(Dual<TLane> value)
    {
        TLane result = TLane.Exp(value.Value);
        return new(result, result * value.Derivative);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> Exp2(Dual<TLane> value)
    {
        TLane result = TLane.Exp2(value.Value);
        return new(result, Ln2 * result * value.Derivative);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> Expm1(Dual<TLane> value)
    {
        TLane result = TLane.Expm1(value.Value);
        return new(result, (result + 1.0) * value.Derivative);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> Log(Dual<TLane> value) => new(TLane.Log(value.Value), value.Derivative / value.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> Log1p(Dual<TLane> value) =>
        new(TLane.Log1p(value.Value), value.Derivative / (1.0 + value.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> Sin(Dual<TLane> value) =>
        new(TLane.Sin(value.Value), TLane.Cos(value.Value) * value.Derivative);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> Cos(Dual<TLane> value) =>
        new(TLane.Cos(value.Value), -TLane.Sin(value.Value) * value.Derivative);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> Tanh(Dual<TLane> value)
    {
        TLane result = TLane.Tanh(value.Value);
        return new(result, (1.0 - result) * (1.0 + result) * value.Derivative);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> Erf(Dual<TLane> value) =>
        new(TLane.Erf(value.Value), TwoOverRootPi * TLane.Exp(-value.Value * value.Value) * value.Derivative);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> Erfc(Dual<TLane> value) =>
        new(TLane.Erfc(value.Value), -TwoOverRootPi * TLane.Exp(-value.Value * value.Value) * value.Derivative);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> Erfcx(Dual<TLane> value)
    {
        TLane result = TLane.Erfcx(value.Value);
        return new(result, ((2.0 * value.Value * result) - TwoOverRootPi) * value.Derivative);
    }

    /// <summary>xᵖ; its derivative is p xᵖ⁻¹ x′, and 0 for p = 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TLane> Pow(Dual<TLane> value, double exponent) =>
        exponent == 0
            ? new(1.0, 0.0)
            : new(TLane.Pow(value.Value, exponent),
                exponent * TLane.Pow(value.Value, exponent - 1) * value.Derivative);
}
