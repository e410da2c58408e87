using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Dense;

// The register tile of the chosen path, and the block sizes that suit it: of depths 192 to 384 and row blocks 72 to 192
// these took the least processor time (78.7 % of the multiply-add peak at n = 1200 on a busy Zen 5 against 73.3 % with
// 256 and 120). A packed block of A then fills a fifth of a 1 MiB second-level cache.
internal static unsafe class GemmKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static readonly int Rows = SimdPath.Bits switch
    {
        512 => GemmKernel512<T>.Rows,
        256 => GemmKernel256<T>.Rows,
        128 => GemmKernel128<T>.Rows,
        _ => GemmKernelScalar<T>.Rows,
    };

    public static readonly int Columns = SimdPath.Bits switch
    {
        512 => GemmKernel512<T>.Columns,
        256 => GemmKernel256<T>.Columns,
        128 => GemmKernel128<T>.Columns,
        _ => GemmKernelScalar<T>.Columns,
    };

    public const int Depth = 384;
    public const int RowBlock = 72;
    public static readonly int ColumnBlock = 4032 / Columns * Columns;
    public static readonly int ColumnChunk = Math.Max(1, 240 / Columns) * Columns;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(nint depth, T* a, T* b, T alpha, T beta, T* c, nint stride)
    {
        if (SimdPath.Bits == 512)
        {
            GemmKernel512<T>.Run(depth, a, b, alpha, beta, c, stride);
        }
        else if (SimdPath.Bits == 256)
        {
            GemmKernel256<T>.Run(depth, a, b, alpha, beta, c, stride);
        }
        else if (SimdPath.Bits == 128)
        {
            GemmKernel128<T>.Run(depth, a, b, alpha, beta, c, stride);
        }
        else
        {
            GemmKernelScalar<T>.Run(depth, a, b, alpha, beta, c, stride);
        }
    }
}
