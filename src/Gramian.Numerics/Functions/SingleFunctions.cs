using System.Runtime.CompilerServices;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Functions;

/// <summary>
/// The elementary functions of float lanes. exp and ln are computed in float; the others in double lanes and rounded
/// once, so their error hardly exceeds half an ulp.
/// </summary>
internal static class SingleFunctions
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 0.6931471824645996;
    private const double Ln2Low = -1.904654299957768e-09;

    // 1.5·2^19: adding it rounds to a multiple of 1/16, whose last four bits are then those of the sum.
    private const double Sixteenths = 786432.0;
    private const float SmallestNormal = 1.17549435e-38f;

    // 2^(j/16), j = 0 … 15.
    internal static ReadOnlySpan<float> PowersOfTwo =>
    [
        1.0f, 1.0442737824274138f, 1.0905077326652577f, 1.1387886347566916f,
        1.189207115002721f, 1.241857812073484f, 1.2968395546510096f, 1.3542555469368927f,
        1.4142135623730951f, 1.4768261459394993f, 1.5422108254079407f, 1.6104903319492543f,
        1.681792830507429f, 1.7562521603732995f, 1.8340080864093424f, 1.9152065613971474f,
    ];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x)
        where T : struct, IRealLane<T, float>, ILane<T>
    {
        T bounded = T.Min(90.0, T.Max(-110.0, x));
        T shifted = T.MultiplyAdd(bounded, Log2E, Sixteenths);
        T n = shifted - Sixteenths;
        T r = T.MultiplyAdd(n, -Ln2High, bounded);
        r = T.MultiplyAdd(n, -Ln2Low, r);
        T table = T.Lookup(PowersOfTwo, shifted);
        T q = T.MultiplyAdd(r, 0.1666686216496336, 0.5000097749366744);
        q = T.MultiplyAdd(r * r, q, r);
        return T.Scale(T.MultiplyAdd(table, q, table), n);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp2<T>(T x)
        where T : struct, IRealLane<T, float>, ILane<T>
    {
        T bounded = T.Min(130.0, T.Max(-160.0, x));
        T shifted = bounded + Sixteenths;
        T n = shifted - Sixteenths;
        T r = bounded - n;
        T table = T.Lookup(PowersOfTwo, shifted);
        T p = T.MultiplyAdd(r, 0.05550508525196963, 0.2402335515698872);
        p = T.MultiplyAdd(r, p, 0.6931471805599453);
        return T.Scale(T.MultiplyAdd(table * r, p, table), n);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T>(T x)
        where T : struct, IRealLane<T, float>, ILane<T>
    {
        T ordinary = T.And(T.LessOrEqual(SmallestNormal, x), T.LessThan(x, double.PositiveInfinity));
        if (T.Any(T.Xor(ordinary, T.FromBits(ulong.MaxValue))))
        {
            return LogOfAny(x);
        }

        return LogOfPositive(x, 0.0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Expm1<T>(T x)
        where T : struct, ISingleLane<T>, ILane<T> => T.InDouble(x, default(Expm1Map));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log1p<T>(T x)
        where T : struct, ISingleLane<T>, ILane<T> => T.InDouble(x, default(Log1pMap));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sin<T>(T x)
        where T : struct, ISingleLane<T>, ILane<T> => T.InDouble(x, default(SinMap));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Cos<T>(T x)
        where T : struct, ISingleLane<T>, ILane<T> => T.InDouble(x, default(CosMap));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T x)
        where T : struct, ISingleLane<T>, ILane<T> => T.InDouble(x, default(TanhMap));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Erf<T>(T x)
        where T : struct, ISingleLane<T>, ILane<T> => T.InDouble(x, default(ErfMap));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Erfc<T>(T x)
        where T : struct, ISingleLane<T>, ILane<T> => T.InDouble(x, default(ErfcMap));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Erfcx<T>(T x)
        where T : struct, ISingleLane<T>, ILane<T> => T.InDouble(x, default(ErfcxMap));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Pow<T>(T x, double exponent)
        where T : struct, ISingleLane<T>, ILane<T> => T.InDouble(x, new PowMap(exponent));

    // ln of an argument that may be subnormal, zero, negative, infinite or NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LogOfAny<T>(T x)
        where T : struct, IRealLane<T, float>, ILane<T>
    {
        T tiny = T.LessThan(x, SmallestNormal);
        T normal = T.Select(tiny, x * 16777216.0, x);
        T result = LogOfPositive(normal, T.Select(tiny, 24.0, 0.0));
        T ordinary = T.And(T.LessThan(0.0, x), T.LessThan(x, double.PositiveInfinity));
        T other = T.Select(T.Equal(x, double.PositiveInfinity), x, double.NaN);
        other = T.Select(T.Equal(x, 0.0), double.NegativeInfinity, other);
        return T.Select(ordinary, result, other);
    }

    // ln x − scaling · ln 2 for a positive normal x.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LogOfPositive<T>(T x, T scaling)
        where T : struct, IRealLane<T, float>, ILane<T>
    {
        const uint one = 0x3F800000;
        const uint rootHalf = 0x3F3504F3;
        T raised = T.AddBits(x, T.FromBits(one - rootHalf));
        T exponent = T.Or(T.ShiftRight(raised, 23), T.FromBits(0x4B000000));
        T k = exponent - (8388608.0 + 127.0) - scaling;
        T scale = T.SubtractBits(T.And(raised, T.FromBits(0xFF800000)), T.FromBits(one));
        T f = T.SubtractBits(x, scale) - 1.0;
        T s = f / (f + 2.0);
        T z = s * s;
        T q = T.MultiplyAdd(z, 0.23330469404444681, 0.28550820735546273);
        q = T.MultiplyAdd(z, q, 0.4000012184051494);
        q = T.MultiplyAdd(z, q, 0.6666666655449622);
        q = z * q;
        T halfSquare = 0.5 * f * f;
        T rest = T.MultiplyAdd(s, halfSquare + q, k * 1.4286068203094173e-06);
        return T.MultiplyAdd(k, 0.693145751953125, f - (halfSquare - rest));
    }
}
