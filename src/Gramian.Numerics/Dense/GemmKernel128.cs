using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gramian.Numerics.Dense;

// The 4 x 3-vector tile on 128-bit vectors: 12 accumulators, 3 vectors of B and a broadcast of A. It is unrolled by
// hand because the compiler keeps only single locals in registers, never arrays or structs of vectors.
internal static unsafe class GemmKernel128<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int Rows = 4;

    public static int Columns => 3 * Vector128<T>.Count;

    // C = alpha A B + beta C with A packed [k][Rows], B packed [k][Columns]; beta = 0 overwrites.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(nint depth, T* a, T* b, T alpha, T beta, T* c, nint stride)
    {
        int count = Vector128<T>.Count;
        Vector128<T> c00 = Vector128<T>.Zero, c01 = Vector128<T>.Zero, c02 = Vector128<T>.Zero;
        Vector128<T> c10 = Vector128<T>.Zero, c11 = Vector128<T>.Zero, c12 = Vector128<T>.Zero;
        Vector128<T> c20 = Vector128<T>.Zero, c21 = Vector128<T>.Zero, c22 = Vector128<T>.Zero;
        Vector128<T> c30 = Vector128<T>.Zero, c31 = Vector128<T>.Zero, c32 = Vector128<T>.Zero;
        for (nint k = 0; k < depth; k++)
        {
            Vector128<T> b0 = Vector128.Load(b);
            Vector128<T> b1 = Vector128.Load(b + count);
            Vector128<T> b2 = Vector128.Load(b + (2 * count));
            Vector128<T> x = Vector128.Create(a[0]);
            c00 = Fma(x, b0, c00);
            c01 = Fma(x, b1, c01);
            c02 = Fma(x, b2, c02);
            x = Vector128.Create(a[1]);
            c10 = Fma(x, b0, c10);
            c11 = Fma(x, b1, c11);
            c12 = Fma(x, b2, c12);
            x = Vector128.Create(a[2]);
            c20 = Fma(x, b0, c20);
            c21 = Fma(x, b1, c21);
            c22 = Fma(x, b2, c22);
            x = Vector128.Create(a[3]);
            c30 = Fma(x, b0, c30);
            c31 = Fma(x, b1, c31);
            c32 = Fma(x, b2, c32);
            a += Rows;
            b += 3 * count;
        }

        Vector128<T> scale = Vector128.Create(alpha);
        StoreRow(c00, c01, c02, scale, beta, c);
        StoreRow(c10, c11, c12, scale, beta, c + stride);
        StoreRow(c20, c21, c22, scale, beta, c + (2 * stride));
        StoreRow(c30, c31, c32, scale, beta, c + (3 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Fma(Vector128<T> x, Vector128<T> y, Vector128<T> z) => typeof(T) == typeof(double)
        ? Vector128.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>()
        : Vector128.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow(
        Vector128<T> r0, Vector128<T> r1, Vector128<T> r2, Vector128<T> scale, T beta, T* c)
    {
        int count = Vector128<T>.Count;
        r0 *= scale;
        r1 *= scale;
        r2 *= scale;
        if (beta != T.Zero)
        {
            Vector128<T> keep = Vector128.Create(beta);
            r0 = Fma(keep, Vector128.Load(c), r0);
            r1 = Fma(keep, Vector128.Load(c + count), r1);
            r2 = Fma(keep, Vector128.Load(c + (2 * count)), r2);
        }

        r0.Store(c);
        r1.Store(c + count);
        r2.Store(c + (2 * count));
    }
}
