using System.Runtime.CompilerServices;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Functions;

/// <content>Sine and cosine: x = q π/2 + r + e with |r| ≤ π/4, in three parts of π/2 that hold 160 bits.</content>
internal static partial class DoubleFunctions
{
    private const double HalfPiHigh = 1.5707963267948966;
    private const double HalfPiMiddle = 6.123233995736766e-17;
    private const double HalfPiLow = -1.4973849048591698e-33;
    private const double TwoOverPi = 0.6366197723675814;

    // Up to here the parts of π/2 suffice; larger arguments go one by one to the run-time library.
    private const double LargestReduced = 1073741824.0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sin<T>(T x)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        T shifted = T.MultiplyAdd(x, TwoOverPi, Units);
        T result = Quadrant(x, shifted - Units, shifted);
        result = T.Select(T.Equal(x, 0.0), x, result);
        T large = T.LessThan(LargestReduced, T.Abs(x));
        return T.Any(large) ? T.Patch(result, x, large, Math.Sin) : result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Cos<T>(T x)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        // cos x = sin(x + π/2): the same reduction, one quadrant further.
        T shifted = T.MultiplyAdd(x, TwoOverPi, Units);
        T result = Quadrant(x, shifted - Units, T.AddBits(shifted, T.FromBits(1)));
        T large = T.LessThan(LargestReduced, T.Abs(x));
        return T.Any(large) ? T.Patch(result, x, large, Math.Cos) : result;
    }

    // sin(r + e + quarter π/2), where the quarter is in the two low bits and x = q π/2 + r + e.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Quadrant<T>(T x, T q, T quarter)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        T head = T.MultiplyAdd(q, -HalfPiHigh, x);
        T product = q * HalfPiMiddle;
        T r = head - product;
        T e = (head - r) - product;
        e -= T.MultiplyAdd(q, HalfPiMiddle, -product);
        e = T.MultiplyAdd(q, -HalfPiLow, e);
        T sum = r + e;
        e = (r - sum) + e;
        T odd = T.ShiftLeft(quarter, 63);
        T useCosine = T.LessThan(T.Or(odd, 1.0), 0.0);
        T sign = T.ShiftLeft(T.ShiftRight(quarter, 1), 63);
        return T.Xor(T.Select(useCosine, CosPolynomial(sum, e), SinPolynomial(sum, e)), sign);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SinPolynomial<T>(T r, T e)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        T z = r * r;
        T q = T.MultiplyAdd(z, 1.5918060772941343e-10, -2.5051130893686634e-08);
        q = T.MultiplyAdd(z, q, 2.755731609798681e-06);
        q = T.MultiplyAdd(z, q, -0.0001984126983674977);
        q = T.MultiplyAdd(z, q, 0.008333333333330943);
        q = T.MultiplyAdd(z, q, -0.16666666666666666);
        T slope = T.MultiplyAdd(z, -0.5, 1.0);
        return r + T.MultiplyAdd(z * r, q, e * slope);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T CosPolynomial<T>(T r, T e)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        T z = r * r;
        T q = T.MultiplyAdd(z, -1.1382589558794357e-11, 2.0876145673271642e-09);
        q = T.MultiplyAdd(z, q, -2.755731726887362e-07);
        q = T.MultiplyAdd(z, q, 2.480158729876018e-05);
        q = T.MultiplyAdd(z, q, -0.0013888888888887393);
        q = T.MultiplyAdd(z, q, 0.041666666666666664);
        T half = 0.5 * z;
        T head = 1.0 - half;
        T lost = (1.0 - head) - half;
        return head + T.MultiplyAdd(z * z, q, T.MultiplyAdd(-r, e, lost));
    }
}
