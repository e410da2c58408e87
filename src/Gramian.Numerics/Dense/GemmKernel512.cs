using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gramian.Numerics.Dense;

// The 8 x 3-vector tile on 512-bit vectors: 24 accumulators, 3 vectors of B and a broadcast of A. It is unrolled by
// hand because the compiler keeps only single locals in registers, never arrays or structs of vectors.
internal static unsafe class GemmKernel512<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int Rows = 8;
    private const int PrefetchDistance = 48;

    public static int Columns => 3 * Vector512<T>.Count;

    // C = alpha A B + beta C with A packed [k][Rows], B packed [k][Columns]; beta = 0 overwrites.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(nint depth, T* a, T* b, T alpha, T beta, T* c, nint stride)
    {
        int count = Vector512<T>.Count;
        Vector512<T> zero = Vector512<T>.Zero;
        Vector512<T> c00 = zero, c01 = zero, c02 = zero, c10 = zero, c11 = zero, c12 = zero;
        Vector512<T> c20 = zero, c21 = zero, c22 = zero, c30 = zero, c31 = zero, c32 = zero;
        Vector512<T> c40 = zero, c41 = zero, c42 = zero, c50 = zero, c51 = zero, c52 = zero;
        Vector512<T> c60 = zero, c61 = zero, c62 = zero, c70 = zero, c71 = zero, c72 = zero;
        // The tile of C is asked for so late that what streams through the nearest cache does not push it out again.
        nint last = Math.Min(depth, PrefetchDistance);
        for (nint left = depth - last; ; left = last, last = 0)
        {
            for (; left > 0; left--)
            {
                Vector512<T> b0 = Vector512.Load(b), b1 = Vector512.Load(b + count);
                Vector512<T> b2 = Vector512.Load(b + (2 * count));
                Vector512<T> x = Vector512.Create(a[0]);
                c00 = Fma(x, b0, c00);
                c01 = Fma(x, b1, c01);
                c02 = Fma(x, b2, c02);
                x = Vector512.Create(a[1]);
                c10 = Fma(x, b0, c10);
                c11 = Fma(x, b1, c11);
                c12 = Fma(x, b2, c12);
                x = Vector512.Create(a[2]);
                c20 = Fma(x, b0, c20);
                c21 = Fma(x, b1, c21);
                c22 = Fma(x, b2, c22);
                x = Vector512.Create(a[3]);
                c30 = Fma(x, b0, c30);
                c31 = Fma(x, b1, c31);
                c32 = Fma(x, b2, c32);
                x = Vector512.Create(a[4]);
                c40 = Fma(x, b0, c40);
                c41 = Fma(x, b1, c41);
                c42 = Fma(x, b2, c42);
                x = Vector512.Create(a[5]);
                c50 = Fma(x, b0, c50);
                c51 = Fma(x, b1, c51);
                c52 = Fma(x, b2, c52);
                x = Vector512.Create(a[6]);
                c60 = Fma(x, b0, c60);
                c61 = Fma(x, b1, c61);
                c62 = Fma(x, b2, c62);
                x = Vector512.Create(a[7]);
                c70 = Fma(x, b0, c70);
                c71 = Fma(x, b1, c71);
                c72 = Fma(x, b2, c72);
                a += Rows;
                b += 3 * count;
            }

            if (last == 0)
            {
                break;
            }

            Prefetch(c, stride);
        }

        StoreRow(c00, c01, c02, alpha, beta, c);
        StoreRow(c10, c11, c12, alpha, beta, c + stride);
        StoreRow(c20, c21, c22, alpha, beta, c + (2 * stride));
        StoreRow(c30, c31, c32, alpha, beta, c + (3 * stride));
        StoreRow(c40, c41, c42, alpha, beta, c + (4 * stride));
        StoreRow(c50, c51, c52, alpha, beta, c + (5 * stride));
        StoreRow(c60, c61, c62, alpha, beta, c + (6 * stride));
        StoreRow(c70, c71, c72, alpha, beta, c + (7 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> Fma(Vector512<T> x, Vector512<T> y, Vector512<T> z) => typeof(T) == typeof(double)
        ? Vector512.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>()
        : Vector512.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(T* c, nint stride)
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        for (int i = 0; i < Rows; i++)
        {
            Sse.Prefetch0(c);
            Sse.Prefetch0(c + Vector512<T>.Count);
            Sse.Prefetch0(c + (2 * Vector512<T>.Count));
            Sse.Prefetch0(c + (3 * Vector512<T>.Count) - 1);
            c += stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow(
        Vector512<T> r0, Vector512<T> r1, Vector512<T> r2, T alpha, T beta, T* c)
    {
        int count = Vector512<T>.Count;
        Vector512<T> scale = Vector512.Create(alpha);
        r0 *= scale;
        r1 *= scale;
        r2 *= scale;
        if (beta != T.Zero)
        {
            Vector512<T> keep = Vector512.Create(beta);
            r0 = Fma(keep, Vector512.Load(c), r0);
            r1 = Fma(keep, Vector512.Load(c + count), r1);
            r2 = Fma(keep, Vector512.Load(c + (2 * count)), r2);
        }

        r0.Store(c);
        r1.Store(c + count);
        r2.Store(c + (2 * count));
    }
}
