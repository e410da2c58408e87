using System.Runtime.CompilerServices;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Functions;

/// <content>Logarithms: x = 2ᵏ m with m in [√½, √2), s = (m − 1)/(m + 1), ln m = 2s + s³ R(s²).</content>
internal static partial class DoubleFunctions
{
    // The first has 20 zero bits at its end, so that its product with an exponent is exact.
    private const double Ln2Head = 0.6931471803691238;
    private const double Ln2Rest = 1.9082149292705877e-10;
    private const ulong OneBits = 0x3FF0000000000000;
    private const ulong RootHalfBits = 0x3FE6A09E667F3BCD;
    private const ulong ExponentMask = 0xFFF0000000000000;
    private const double SmallestNormal = 2.2250738585072014e-308;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T>(T x)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        T ordinary = T.And(T.LessOrEqual(SmallestNormal, x), T.LessThan(x, double.PositiveInfinity));
        if (T.Any(T.Xor(ordinary, T.FromBits(ulong.MaxValue))))
        {
            return LogOfAny(x);
        }

        (T k, T f) = Split(x);
        return LogOfParts(k, f, 0.0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log1p<T>(T x)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        // u = 1 + x is rounded; what it lost, over u, is the first-order correction.
        T u = 1.0 + x;
        T lost = T.Select(T.LessThan(x, 1.0), x - (u - 1.0), 1.0 - (u - x));
        (T k, T f) = Split(u);
        T zero = T.Equal(k, 0.0);
        T correction = T.Select(zero, 0.0, lost / u);
        T result = LogOfParts(k, T.Select(zero, x, f), correction);
        result = T.Select(T.LessThan(T.Abs(x), 1e-17), x, result);
        T ordinary = T.And(T.LessThan(-1.0, x), T.LessThan(x, double.PositiveInfinity));
        return T.Select(ordinary, result, OutsideOfLog(u));
    }

    // ln of an argument that may be subnormal, zero, negative, infinite or NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LogOfAny<T>(T x)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        T tiny = T.LessThan(x, SmallestNormal);
        (T k, T f) = Split(T.Select(tiny, x * 18014398509481984.0, x));
        T result = LogOfParts(T.Select(tiny, k - 54.0, k), f, 0.0);
        T ordinary = T.And(T.LessThan(0.0, x), T.LessThan(x, double.PositiveInfinity));
        return T.Select(ordinary, result, OutsideOfLog(x));
    }

    // −∞ at 0, ∞ at ∞, NaN elsewhere.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T OutsideOfLog<T>(T x)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        T other = T.Select(T.Equal(x, double.PositiveInfinity), x, double.NaN);
        return T.Select(T.Equal(x, 0.0), double.NegativeInfinity, other);
    }

    // x = 2ᵏ (1 + f) for a positive normal x, √½ ≤ 1 + f < √2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Exponent, T Fraction) Split<T>(T x)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        T raised = T.AddBits(x, T.FromBits(OneBits - RootHalfBits));
        T exponent = T.Or(T.ShiftRight(raised, 52), T.FromBits(0x4330000000000000));
        T k = exponent - (4503599627370496.0 + 1023.0);
        T scale = T.SubtractBits(T.And(raised, T.FromBits(ExponentMask)), T.FromBits(OneBits));
        return (k, T.SubtractBits(x, scale) - 1.0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LogOfParts<T>(T k, T f, T correction)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        T s = f / (f + 2.0);
        T z = s * s;
        T q = T.MultiplyAdd(z, 0.14616452274062186, 0.1533172139109577);
        q = T.MultiplyAdd(z, q, 0.18182889131563204);
        q = T.MultiplyAdd(z, q, 0.22222211134708592);
        q = T.MultiplyAdd(z, q, 0.28571428625976014);
        q = T.MultiplyAdd(z, q, 0.39999999999899505);
        q = T.MultiplyAdd(z, q, 0.666666666666667);
        q = z * q;
        T halfSquare = 0.5 * f * f;
        T low = T.MultiplyAdd(k, Ln2Rest, correction);
        T rest = T.MultiplyAdd(s, halfSquare + q, low);
        return T.MultiplyAdd(k, Ln2Head, f - (halfSquare - rest));
    }
}
