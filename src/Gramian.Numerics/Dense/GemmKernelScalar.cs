using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Dense;

// The 4 x 2 tile on plain numbers, for processors without vectors and to test the vector kernels against.
internal static unsafe class GemmKernelScalar<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int Rows = 4;
    public const int Columns = 2;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(nint depth, T* a, T* b, T alpha, T beta, T* c, nint stride)
    {
        T c00 = T.Zero, c01 = T.Zero, c10 = T.Zero, c11 = T.Zero;
        T c20 = T.Zero, c21 = T.Zero, c30 = T.Zero, c31 = T.Zero;
        for (nint k = 0; k < depth; k++)
        {
            T b0 = b[0], b1 = b[1];
            c00 = T.MultiplyAddEstimate(a[0], b0, c00);
            c01 = T.MultiplyAddEstimate(a[0], b1, c01);
            c10 = T.MultiplyAddEstimate(a[1], b0, c10);
            c11 = T.MultiplyAddEstimate(a[1], b1, c11);
            c20 = T.MultiplyAddEstimate(a[2], b0, c20);
            c21 = T.MultiplyAddEstimate(a[2], b1, c21);
            c30 = T.MultiplyAddEstimate(a[3], b0, c30);
            c31 = T.MultiplyAddEstimate(a[3], b1, c31);
            a += Rows;
            b += Columns;
        }

        StoreRow(c00, c01, alpha, beta, c);
        StoreRow(c10, c11, alpha, beta, c + stride);
        StoreRow(c20, c21, alpha, beta, c + (2 * stride));
        StoreRow(c30, c31, alpha, beta, c + (3 * stride));
    }

    private static void StoreRow(T r0, T r1, T alpha, T beta, T* c)
    {
        c[0] = beta == T.Zero ? alpha * r0 : T.MultiplyAddEstimate(beta, c[0], alpha * r0);
        c[1] = beta == T.Zero ? alpha * r1 : T.MultiplyAddEstimate(beta, c[1], alpha * r1);
    }
}
