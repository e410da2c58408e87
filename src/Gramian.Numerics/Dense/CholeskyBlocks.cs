using System.Numerics;

namespace Gramian.Numerics.Dense;

// The recursions behind CholeskyFactor: the work of a half is a triangular solve or product and one SYRK.
internal static unsafe class CholeskyBlocks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // A multiple of the tile of the kernel, so that no tile of a half is filled up with zeros.
    private const int Block = CholeskyTile<T>.Size;

    /// <summary>Factors the lower triangle; returns the failing pivot or −1.</summary>
    public static int Factor(MatrixView<T> a, ComputeOptions options)
    {
        int n = a.Rows;
        if (n <= Block)
        {
            return CholeskyTile<T>.Factor(a);
        }

        int half = Half(n);
        MatrixView<T> top = a.Slice(0, 0, half, half);
        int failed = Factor(top, options);
        if (failed >= 0)
        {
            return failed;
        }

        MatrixView<T> side = a.Slice(half, 0, n - half, half);
        MatrixView<T> rest = a.Slice(half, half, n - half, n - half);
        Blas.Trsm(Side.Right, Triangle.Lower, Transpose.Yes, UnitDiagonal.No, T.One, top, side, options);
        Blas.Syrk(Triangle.Lower, Transpose.No, -T.One, side, T.One, rest, options);
        failed = Factor(rest, options);
        return failed >= 0 ? half + failed : -1;
    }

    /// <summary>L ← L⁻¹.</summary>
    public static void InvertLower(MatrixView<T> a, ComputeOptions options)
    {
        int n = a.Rows;
        if (n <= Block)
        {
            CholeskyTile<T>.InvertLower(a);
            return;
        }

        int half = Half(n);
        MatrixView<T> top = a.Slice(0, 0, half, half);
        MatrixView<T> side = a.Slice(half, 0, n - half, half);
        MatrixView<T> rest = a.Slice(half, half, n - half, n - half);
        Blas.Trsm(Side.Right, Triangle.Lower, Transpose.No, UnitDiagonal.No, -T.One, top, side, options);
        Blas.Trsm(Side.Left, Triangle.Lower, Transpose.No, UnitDiagonal.No, T.One, rest, side, options);
        InvertLower(top, options);
        InvertLower(rest, options);
    }

    /// <summary>L ← the lower triangle of Lᵀ L.</summary>
    public static void MultiplyTransposedBySelf(MatrixView<T> a, ComputeOptions options)
    {
        int n = a.Rows;
        if (n <= Block)
        {
            CholeskyTile<T>.MultiplyTransposedBySelf(a);
            return;
        }

        int half = Half(n);
        MatrixView<T> top = a.Slice(0, 0, half, half);
        MatrixView<T> side = a.Slice(half, 0, n - half, half);
        MatrixView<T> rest = a.Slice(half, half, n - half, n - half);
        MultiplyTransposedBySelf(top, options);
        Blas.Syrk(Triangle.Lower, Transpose.Yes, T.One, side, T.One, top, options);
        Blas.Trmm(Side.Left, Triangle.Lower, Transpose.Yes, UnitDiagonal.No, T.One, rest, side, options);
        MultiplyTransposedBySelf(rest, options);
    }

    private static int Half(int n) => ((n / 2) + Block - 1) / Block * Block;
}
