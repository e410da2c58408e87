using System.Runtime.CompilerServices;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Functions;

/// <summary>
/// The elementary functions of double lanes. Each is one sequence of operations that round alike at every width, so the
/// bits of a result do not depend on the width. Coefficients interpolate at Chebyshev nodes, in 300-bit arithmetic.
/// </summary>
internal static partial class DoubleFunctions
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 0.6931471805599453;
    private const double Ln2Low = 2.3190468138462996e-17;

    // 1.5·2^48: adding it rounds to a multiple of 1/16, whose last four bits are then those of the sum.
    private const double Sixteenths = 422212465065984.0;

    // 1.5·2^52: adding it rounds to an integer, which is then in the low bits of the sum.
    private const double Units = 6755399441055744.0;

    // 2^(j/16), j = 0 … 15.
    internal static ReadOnlySpan<double> PowersOfTwo =>
    [
        1.0, 1.0442737824274138, 1.0905077326652577, 1.1387886347566916,
        1.189207115002721, 1.241857812073484, 1.2968395546510096, 1.3542555469368927,
        1.4142135623730951, 1.4768261459394993, 1.5422108254079407, 1.6104903319492543,
        1.681792830507429, 1.7562521603732995, 1.8340080864093424, 1.9152065613971474,
    ];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        // Outside, the result is 0 or ∞ already; the order of the arguments lets NaN pass. No branch: the loops that
        // use this keep their registers.
        T bounded = T.Min(720.0, T.Max(-760.0, x));
        T shifted = T.MultiplyAdd(bounded, Log2E, Sixteenths);
        T n = shifted - Sixteenths;
        T r = T.MultiplyAdd(n, -Ln2High, bounded);
        r = T.MultiplyAdd(n, -Ln2Low, r);
        return T.Scale(TableTimesExp(r, shifted), n);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp2<T>(T x)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        // The rest is exact, so that no part of ln 2 is subtracted: shorter than eˣ. 2^(j/16) (1 + r P(r)).
        T bounded = T.Min(1040.0, T.Max(-1100.0, x));
        T shifted = bounded + Sixteenths;
        T n = shifted - Sixteenths;
        T r = bounded - n;
        T table = T.Lookup(PowersOfTwo, shifted);
        T square = r * r;
        T low = T.MultiplyAdd(r, 0.24022650695910075, 0.6931471805599457);
        T middle = T.MultiplyAdd(r, 0.009618129106919537, 0.0555041086566393);
        T high = T.MultiplyAdd(r, 0.00015403723980749256, 0.0013333781576784268);
        T p = T.MultiplyAdd(square, T.MultiplyAdd(square, high, middle), low);
        return T.Scale(T.MultiplyAdd(table * r, p, table), n);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Expm1<T>(T x)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        // x = n ln 2 + r, |r| ≤ ½ ln 2, and 2ⁿ eʳ − 1 = 2 (h p + (h − ½)) with h = 2ⁿ⁻¹ and p = eʳ − 1.
        T bounded = T.Min(709.9, T.Max(-60.0, x));
        T n = T.MultiplyAdd(bounded, Log2E, Units) - Units;
        T r = T.MultiplyAdd(n, -Ln2High, bounded);
        T low = n * Ln2Low;
        T reduced = r - low;
        T error = (r - reduced) - low;
        T q = T.MultiplyAdd(reduced, 2.0911229795563617e-09, 2.5100375924709717e-08);
        q = T.MultiplyAdd(reduced, q, 2.7557282983917557e-07);
        q = T.MultiplyAdd(reduced, q, 2.7557268480116333e-06);
        q = T.MultiplyAdd(reduced, q, 2.4801587317135252e-05);
        q = T.MultiplyAdd(reduced, q, 0.0001984126986304067);
        q = T.MultiplyAdd(reduced, q, 0.0013888888888886554);
        q = T.MultiplyAdd(reduced, q, 0.008333333333330065);
        q = T.MultiplyAdd(reduced, q, 0.041666666666666664);
        q = T.MultiplyAdd(reduced, q, 0.16666666666666669);
        T square = reduced * reduced;
        q = T.MultiplyAdd(square * reduced, q, 0.5 * square);
        T p = reduced + (q + T.MultiplyAdd(error, reduced, error));
        T half = T.Scale(0.5, n);
        T wide = T.MultiplyAdd(half, p, half - 0.5) * 2.0;
        T direct = T.Select(T.LessThan(T.Abs(x), 1e-17), x, p);
        return T.Select(T.Equal(n, 0.0), direct, wide);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T x)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        T sign = T.And(x, T.FromBits(0x8000000000000000));
        T size = T.Abs(x);
        T t = Expm1(size + size);
        // t / (t + 2), with the rounding of the sum and of the quotient put right.
        T divisor = t + 2.0;
        T lost = t - (divisor - 2.0);
        T inverse = 1.0 / divisor;
        T small = t * inverse;
        T rest = T.MultiplyAdd(-small, lost, T.MultiplyAdd(-small, divisor, t));
        small = T.MultiplyAdd(rest, inverse, small);
        T large = T.MultiplyAdd(inverse, -2.0, 1.0);
        T result = T.Select(T.LessThan(size, 0.5), small, large);
        return T.Or(T.Select(T.LessThan(size, 1e-9), size, result), sign);
    }

    /// <summary>e^(x + low), |low| ≤ 2⁻⁵⁰ |x|: for arguments that are products of more than 53 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ExpOfSum<T>(T x, T low)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        T bounded = T.Min(720.0, T.Max(-760.0, x));
        T shifted = T.MultiplyAdd(bounded, Log2E, Sixteenths);
        T n = shifted - Sixteenths;
        T r = T.MultiplyAdd(n, -Ln2High, bounded);
        r = T.MultiplyAdd(n, -Ln2Low, r);
        r = T.Select(T.Equal(x, bounded), r + low, r);
        return T.Scale(TableTimesExp(r, shifted), n);
    }

    // 2^(j/16) eʳ for |r| ≤ ln 2 / 32, with j in the low bits of the index.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T TableTimesExp<T>(T r, T index)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        T table = T.Lookup(PowersOfTwo, index);
        T square = r * r;
        T high = T.MultiplyAdd(r, 0.008333449701475412, 0.041666666664960446);
        T low = T.MultiplyAdd(r, 0.16666666665301685, 0.5);
        high = T.MultiplyAdd(square, 0.0013889034348876907, high);
        T q = T.MultiplyAdd(square, high, low);
        q = T.MultiplyAdd(square, q, r);
        return T.MultiplyAdd(table, q, table);
    }
}
