using System.Runtime.CompilerServices;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Functions;

/// <content>
/// Powers: xᵖ = e^(p ln x) with ln x in two doubles, because an error of the logarithm is multiplied by up to 745.
/// </content>
internal static partial class DoubleFunctions
{
    // ln 2 to a multiple of 2⁻⁴⁰, so that its multiples and the logarithms below add without rounding; and the rest.
    private const double Ln2Grid = 0.6931471805601177;
    private const double Ln2OffGrid = -1.7239444525614835e-13;

    // 1/cⱼ for mantissas in [1 + j/16, 1 + (j + 1)/16): 9 bits; the last entry is for the next binade.
    private static ReadOnlySpan<double> Reciprocals =>
    [
        1.0, 0.9140625, 0.865234375, 0.8203125, 0.78125, 0.744140625, 0.7109375, 0.681640625,
        0.65234375, 0.626953125, 0.603515625, 0.58203125, 0.560546875, 0.54296875, 0.525390625, 0.5,
    ];

    private static ReadOnlySpan<double> LogsOnGrid =>
    [
        0.0, 0.0898563291220853, 0.14475485499406204, 0.19806991376208316,
        0.24686007793116005, 0.2955252499132257, 0.34117075740232394, 0.383252702837126,
        0.4271836320631337, 0.4668835019092512, 0.5049833481416499, 0.5412311385343855,
        0.5788424092797868, 0.6107035113491293, 0.6436132454373364, 0.0,
    ];

    private static ReadOnlySpan<double> LogsOffGrid =>
    [
        0.0, -2.2425180056249017e-13, 3.101034082988782e-13, 1.0634128304268335e-14,
        3.657488373208597e-13, -4.188868199662314e-13, 4.431816646402999e-13, -4.5358739633308435e-14,
        -3.2633220700070245e-13, 2.4071163832744353e-13, 1.1241001411909127e-13, -2.8220198625470073e-13,
        9.986876370947071e-14, -2.585395746170265e-13, 3.322332147382972e-13, 0.0,
    ];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Pow<T>(T x, double exponent)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        if (exponent == 0)
        {
            return 1.0;
        }

        if (exponent == 1)
        {
            return x;
        }

        if (!double.IsFinite(exponent))
        {
            return PowOfNotFinite(x, exponent);
        }

        T size = T.Abs(x);
        (T high, T low) = LogInTwo(size);
        T power = high * exponent;
        T rest = T.MultiplyAdd(high, exponent, -power);
        rest = T.MultiplyAdd(low, exponent, rest);
        T result = ExpOfSum(power, rest);
        return WithSpecialValues(x, size, exponent, result);
    }

    // Apart, because a closure is made where its variables begin, not where it is used.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T PowOfNotFinite<T>(T x, double exponent)
        where T : struct, IRealLane<T, double>, ILane<T> =>
        T.Patch(x, x, T.FromBits(ulong.MaxValue), value => Math.Pow(value, exponent));

    // Zero, infinity, NaN, and the sign.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T WithSpecialValues<T>(T x, T size, double exponent, T result)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        T atZero = exponent > 0 ? 0.0 : double.PositiveInfinity;
        T atInfinity = exponent > 0 ? double.PositiveInfinity : 0.0;
        result = T.Select(T.Equal(size, 0.0), atZero, result);
        result = T.Select(T.Equal(size, double.PositiveInfinity), atInfinity, result);
        if (Math.Floor(exponent) != exponent)
        {
            // A finite negative base has no real power; −0 and −∞ count as their sizes.
            T refused = T.And(T.LessThan(x, 0.0), T.LessThan(size, double.PositiveInfinity));
            result = T.Select(refused, double.NaN, result);
        }
        else if (2 * Math.Floor(0.5 * exponent) != exponent)
        {
            result = T.Or(result, T.And(x, T.FromBits(0x8000000000000000)));
        }

        return T.Select(T.Equal(x, x), result, x);
    }

    // ln x = high + low with an error below 2⁻⁶² of it, for x positive and finite.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T High, T Low) LogInTwo<T>(T x)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        T tiny = T.LessThan(x, SmallestNormal);
        T normal = T.Select(tiny, x * 18014398509481984.0, x);
        // Adding 1/16 of a binade moves the last entry of the table to the next exponent.
        T raised = T.AddBits(normal, T.FromBits(0x0001000000000000));
        T k = T.Or(T.ShiftRight(raised, 52), T.FromBits(0x4330000000000000)) - (4503599627370496.0 + 1023.0);
        T index = T.ShiftRight(normal, 48);
        T m = T.Or(T.And(normal, T.FromBits(0x000FFFFFFFFFFFFF)), 1.0);
        k = T.Select(tiny, k - 54.0, k);

        T reciprocal = T.Lookup(Reciprocals, index);
        T ratio = m * reciprocal;
        T lost = T.MultiplyAdd(m, reciprocal, -ratio);
        T z = ratio - 1.0;
        T grid = T.MultiplyAdd(k, Ln2Grid, T.Lookup(LogsOnGrid, index));
        T low = T.MultiplyAdd(k, Ln2OffGrid, T.Lookup(LogsOffGrid, index));

        T first = grid + z;
        T firstLost = (grid - first) + z;
        T half = 0.5 * z;
        T square = z * half;
        T squareLost = T.MultiplyAdd(z, half, -square);
        T second = first - square;
        T secondLost = (first - second) - square;
        T inverseSlope = T.MultiplyAdd(z, z, 1.0 - z);
        low += T.MultiplyAdd(lost, inverseSlope, (firstLost + secondLost) - squareLost);
        low = T.MultiplyAdd(z * z * z, CubicRest(z), low);
        T high = second + low;
        return (high, (second - high) + low);
    }

    // (ln(1 + z) − z + z²/2) / z³ on [−1/31, 1/16].
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T CubicRest<T>(T z)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        T q = T.MultiplyAdd(z, -0.07289148138996729, 0.09061191643247751);
        q = T.MultiplyAdd(z, q, -0.10001861002103046);
        q = T.MultiplyAdd(z, q, 0.11111203975380163);
        q = T.MultiplyAdd(z, q, -0.12499999173807319);
        q = T.MultiplyAdd(z, q, 0.14285714212165843);
        q = T.MultiplyAdd(z, q, -0.1666666666667748);
        q = T.MultiplyAdd(z, q, 0.2000000000001854);
        q = T.MultiplyAdd(z, q, -0.25000000000000017);
        return T.MultiplyAdd(z, q, 0.3333333333333333);
    }
}
