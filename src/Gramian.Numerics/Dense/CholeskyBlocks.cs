using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Dense;

// The recursions behind CholeskyFactor: the work of a half is a triangular solve or product and one SYRK.
internal static unsafe class CholeskyBlocks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Block = 16;

    /// <summary>Factors the lower triangle; returns the failing pivot or −1.</summary>
    public static int Factor(MatrixView<T> a, ComputeOptions options)
    {
        int n = a.Rows;
        if (n <= Block)
        {
            return FactorSmall(a);
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
            InvertSmall(a);
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
            MultiplySmall(a);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FactorSmall(MatrixView<T> a)
    {
        for (int i = 0; i < a.Rows; i++)
        {
            Span<T> row = a.Row(i);
            for (int j = 0; j < i; j++)
            {
                ReadOnlySpan<T> other = a.Row(j);
                row[j] = (row[j] - VectorOps.Dot<T>(row[..j], other[..j])) / other[j];
            }

            T pivot = row[i] - VectorOps.SumOfSquares<T>(row[..i]);
            if (!(pivot > T.Zero) || !T.IsFinite(pivot))
            {
                return i;
            }

            row[i] = T.Sqrt(pivot);
        }

        return -1;
    }

    // Row i of the inverse is (e_i − Σ_{k<i} L_ik · row k) / L_ii: rows above are done when they are used.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InvertSmall(MatrixView<T> a)
    {
        T* old = stackalloc T[Block];
        for (int i = 0; i < a.Rows; i++)
        {
            Span<T> row = a.Row(i);
            row[..i].CopyTo(new Span<T>(old, Block));
            T reciprocal = T.One / row[i];
            row[..i].Clear();
            for (int k = 0; k < i; k++)
            {
                VectorOps.Axpy(-old[k] * reciprocal, a.Row(k)[..(k + 1)], row[..(k + 1)]);
            }

            row[i] = reciprocal;
        }
    }

    // (Lᵀ L)_ij = Σ_{k≥i} L_ki L_kj for j ≤ i: only rows from i on are read, so rows are done from the top.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplySmall(MatrixView<T> a)
    {
        for (int i = 0; i < a.Rows; i++)
        {
            Span<T> row = a.Row(i)[..(i + 1)];
            VectorOps.Scale(row[i], row);
            for (int k = i + 1; k < a.Rows; k++)
            {
                ReadOnlySpan<T> below = a.Row(k);
                VectorOps.Axpy(below[i], below[..(i + 1)], row);
            }
        }
    }
}
