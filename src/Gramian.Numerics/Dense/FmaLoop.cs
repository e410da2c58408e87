using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gramian.Numerics.Dense;

// 24 independent chains of fused multiply-adds in registers: enough to hide the latency on every known processor.
internal static class FmaLoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int Chains = 24;

    public static int Lanes => SimdPath.Bits switch
    {
        512 => Vector512<T>.Count,
        256 => Vector256<T>.Count,
        _ => Vector128<T>.Count,
    };

    public static T Run(long rounds) => SimdPath.Bits switch
    {
        512 => Run512(rounds),
        256 => Run256(rounds),
        _ => Run128(rounds),
    };


    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static T Run512(long rounds)
    {
        Vector512<T> x = Vector512.Create(T.One), y = Vector512<T>.Zero;
        Vector512<T> a0 = x, a1 = y, a2 = x, a3 = y, a4 = x, a5 = y;
        Vector512<T> b0 = x, b1 = y, b2 = x, b3 = y, b4 = x, b5 = y;
        Vector512<T> c0 = x, c1 = y, c2 = x, c3 = y, c4 = x, c5 = y;
        Vector512<T> d0 = x, d1 = y, d2 = x, d3 = y, d4 = x, d5 = y;
        for (long i = 0; i < rounds; i++)
        {
            a0 = Fma(a0, x, y);
            a1 = Fma(a1, x, y);
            a2 = Fma(a2, x, y);
            a3 = Fma(a3, x, y);
            a4 = Fma(a4, x, y);
            a5 = Fma(a5, x, y);
            b0 = Fma(b0, x, y);
            b1 = Fma(b1, x, y);
            b2 = Fma(b2, x, y);
            b3 = Fma(b3, x, y);
            b4 = Fma(b4, x, y);
            b5 = Fma(b5, x, y);
            c0 = Fma(c0, x, y);
            c1 = Fma(c1, x, y);
            c2 = Fma(c2, x, y);
            c3 = Fma(c3, x, y);
            c4 = Fma(c4, x, y);
            c5 = Fma(c5, x, y);
            d0 = Fma(d0, x, y);
            d1 = Fma(d1, x, y);
            d2 = Fma(d2, x, y);
            d3 = Fma(d3, x, y);
            d4 = Fma(d4, x, y);
            d5 = Fma(d5, x, y);
        }

        return Vector512.Sum(
            a0 + a1 + a2 + a3 + a4 + a5
            + b0 + b1 + b2 + b3 + b4 + b5
            + c0 + c1 + c2 + c3 + c4 + c5
            + d0 + d1 + d2 + d3 + d4 + d5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Fma(Vector512<T> x, Vector512<T> y, Vector512<T> z) => typeof(T) == typeof(double)
        ? Vector512.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>()
        : Vector512.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static T Run256(long rounds)
    {
        Vector256<T> x = Vector256.Create(T.One), y = Vector256<T>.Zero;
        Vector256<T> a0 = x, a1 = y, a2 = x, a3 = y, a4 = x, a5 = y;
        Vector256<T> b0 = x, b1 = y, b2 = x, b3 = y, b4 = x, b5 = y;
        Vector256<T> c0 = x, c1 = y, c2 = x, c3 = y, c4 = x, c5 = y;
        Vector256<T> d0 = x, d1 = y, d2 = x, d3 = y, d4 = x, d5 = y;
        for (long i = 0; i < rounds; i++)
        {
            a0 = Fma(a0, x, y);
            a1 = Fma(a1, x, y);
            a2 = Fma(a2, x, y);
            a3 = Fma(a3, x, y);
            a4 = Fma(a4, x, y);
            a5 = Fma(a5, x, y);
            b0 = Fma(b0, x, y);
            b1 = Fma(b1, x, y);
            b2 = Fma(b2, x, y);
            b3 = Fma(b3, x, y);
            b4 = Fma(b4, x, y);
            b5 = Fma(b5, x, y);
            c0 = Fma(c0, x, y);
            c1 = Fma(c1, x, y);
            c2 = Fma(c2, x, y);
            c3 = Fma(c3, x, y);
            c4 = Fma(c4, x, y);
            c5 = Fma(c5, x, y);
            d0 = Fma(d0, x, y);
            d1 = Fma(d1, x, y);
            d2 = Fma(d2, x, y);
            d3 = Fma(d3, x, y);
            d4 = Fma(d4, x, y);
            d5 = Fma(d5, x, y);
        }

        return Vector256.Sum(
            a0 + a1 + a2 + a3 + a4 + a5
            + b0 + b1 + b2 + b3 + b4 + b5
            + c0 + c1 + c2 + c3 + c4 + c5
            + d0 + d1 + d2 + d3 + d4 + d5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Fma(Vector256<T> x, Vector256<T> y, Vector256<T> z) => typeof(T) == typeof(double)
        ? Vector256.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>()
        : Vector256.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static T Run128(long rounds)
    {
        Vector128<T> x = Vector128.Create(T.One), y = Vector128<T>.Zero;
        Vector128<T> a0 = x, a1 = y, a2 = x, a3 = y, a4 = x, a5 = y;
        Vector128<T> b0 = x, b1 = y, b2 = x, b3 = y, b4 = x, b5 = y;
        Vector128<T> c0 = x, c1 = y, c2 = x, c3 = y, c4 = x, c5 = y;
        Vector128<T> d0 = x, d1 = y, d2 = x, d3 = y, d4 = x, d5 = y;
        for (long i = 0; i < rounds; i++)
        {
            a0 = Fma(a0, x, y);
            a1 = Fma(a1, x, y);
            a2 = Fma(a2, x, y);
            a3 = Fma(a3, x, y);
            a4 = Fma(a4, x, y);
            a5 = Fma(a5, x, y);
            b0 = Fma(b0, x, y);
            b1 = Fma(b1, x, y);
            b2 = Fma(b2, x, y);
            b3 = Fma(b3, x, y);
            b4 = Fma(b4, x, y);
            b5 = Fma(b5, x, y);
            c0 = Fma(c0, x, y);
            c1 = Fma(c1, x, y);
            c2 = Fma(c2, x, y);
            c3 = Fma(c3, x, y);
            c4 = Fma(c4, x, y);
            c5 = Fma(c5, x, y);
            d0 = Fma(d0, x, y);
            d1 = Fma(d1, x, y);
            d2 = Fma(d2, x, y);
            d3 = Fma(d3, x, y);
            d4 = Fma(d4, x, y);
            d5 = Fma(d5, x, y);
        }

        return Vector128.Sum(
            a0 + a1 + a2 + a3 + a4 + a5
            + b0 + b1 + b2 + b3 + b4 + b5
            + c0 + c1 + c2 + c3 + c4 + c5
            + d0 + d1 + d2 + d3 + d4 + d5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Fma(Vector128<T> x, Vector128<T> y, Vector128<T> z) => typeof(T) == typeof(double)
        ? Vector128.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>()
        : Vector128.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>();
}
