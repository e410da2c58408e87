using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Dense;

// Householder QR on the transposed matrix: its rows are the columns, so that vectors are contiguous. Above the diagonal
// (in these rows: before it) lies R, after it the vectors without their leading one.
internal static class QrSteps<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Panel = 32;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Matrix<T> Transposed(MatrixView<T> a)
    {
        const int Tile = 32;
        var columns = Matrix<T>.Uninitialized(a.Columns, a.Rows);
        for (int i = 0; i < a.Rows; i += Tile)
        {
            for (int j = 0; j < a.Columns; j += Tile)
            {
                for (int r = i; r < Math.Min(i + Tile, a.Rows); r++)
                {
                    for (int c = j; c < Math.Min(j + Tile, a.Columns); c++)
                    {
                        columns[c, r] = a[r, c];
                    }
                }
            }
        }

        return columns;
    }

    public static void Factor(Matrix<T> columns, Span<T> tau, ComputeOptions options)
    {
        int n = columns.Rows, m = columns.Columns;
        using var lines = Matrix<T>.Uninitialized(Panel, m);
        using var factor = Matrix<T>.Uninitialized(Panel, Panel);
        using var product = Matrix<T>.Uninitialized(n, Panel);
        for (int first = 0; first < tau.Length; first += Panel)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(Panel, tau.Length - first), rest = first + count;
            for (int j = first; j < rest; j++)
            {
                Span<T> x = columns.Row(j)[j..];
                tau[j] = Householder.Make(x, out T beta);
                for (int other = j + 1; other < rest; other++)
                {
                    Span<T> y = columns.Row(other)[j..];
                    VectorOps.Axpy(-tau[j] * VectorOps.Dot<T>(x, y), x, y);
                }

                x[0] = beta;
            }

            if (rest == n)
            {
                continue;
            }

            // The other columns are rows here: C^T ← C^T (I − V F V^T).
            MatrixView<T> v = CopyLines(columns, first, count, lines);
            MatrixView<T> f = factor.View.Slice(0, 0, count, count);
            BlockReflector<T>.FormFactor(v, tau.Slice(first, count), f, options);
            MatrixView<T> others = columns.View.Slice(rest, first, n - rest, m - first);
            MatrixView<T> p = product.View.Slice(0, 0, n - rest, count);
            Blas.Gemm(Transpose.No, Transpose.Yes, T.One, others, v, T.Zero, p, options);
            Blas.Trmm(Side.Right, Triangle.Upper, Transpose.No, UnitDiagonal.No, T.One, f, p, options);
            Blas.Gemm(Transpose.No, Transpose.No, -T.One, p, v, T.One, others, options);
        }
    }

    public static void ApplyQ(
        Matrix<T> columns, ReadOnlySpan<T> tau, Transpose transpose, MatrixView<T> c, ComputeOptions options)
    {
        if (c.Columns == 0 || tau.Length == 0)
        {
            return;
        }

        int m = columns.Columns;
        using var lines = Matrix<T>.Uninitialized(Panel, m);
        using var factor = Matrix<T>.Uninitialized(Panel, Panel);
        using var product = Matrix<T>.Uninitialized(Panel, c.Columns);
        int panels = (tau.Length + Panel - 1) / Panel;
        for (int step = 0; step < panels; step++)
        {
            int first = Panel * (transpose == Transpose.Yes ? step : panels - 1 - step);
            int count = Math.Min(Panel, tau.Length - first);
            MatrixView<T> v = CopyLines(columns, first, count, lines);
            MatrixView<T> f = factor.View.Slice(0, 0, count, count);
            BlockReflector<T>.FormFactor(v, tau.Slice(first, count), f, options);
            BlockReflector<T>.ApplyLeft(
                v, f, transpose, c.Slice(first, 0, m - first, c.Columns),
                product.View.Slice(0, 0, count, c.Columns), options);
        }
    }

    private static MatrixView<T> CopyLines(Matrix<T> columns, int first, int count, Matrix<T> lines)
    {
        MatrixView<T> v = lines.View.Slice(0, 0, count, columns.Columns - first);
        for (int i = 0; i < count; i++)
        {
            Span<T> line = v.Row(i);
            line[..i].Clear();
            line[i] = T.One;
            columns.Row(first + i)[(first + i + 1)..].CopyTo(line[(i + 1)..]);
        }

        return v;
    }
}
