using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Gram;

// vᵀ K v for several vectors: only the tiles up to the diagonal are made and multiplied, the others count twice. Each
// band of rows has its own row of forms.
internal readonly struct QuadraticFormWork(
    BoundKernel kernel, int count, Matrix<double> vectors, Matrix<double> forms, CancellationToken stop) : IBlockWork
{
    public const int Band = Tile.MaximumRows;

    public void Run(int block)
    {
        // The last bands are the longest; they begin first.
        int band = forms.Rows - 1 - block;
        int row = band * Band;
        int rows = Math.Min(Band, count - row);
        using var sums = new Matrix<double>(rows, vectors.Columns);
        AddTiles(row, rows, sums);
        Span<double> own = forms.Row(band);
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<double> sum = sums.Row(i);
            ReadOnlySpan<double> vector = vectors.Row(row + i);
            for (int c = 0; c < own.Length; c++)
            {
                own[c] += sum[c] * vector[c];
            }
        }
    }

    private void AddTiles(int row, int rows, MatrixView<double> sums)
    {
        TileScratch scratch = TileScratch.Current;
        int mark = scratch.Mark;
        MatrixView<double> values = scratch.Lend(rows);
        for (int column = 0; column < row + rows && !stop.IsCancellationRequested; column += Tile.Width)
        {
            kernel.FillForSums(new Tile(row, rows, column / Tile.Width), values, scratch);
            int before = Math.Min(Tile.Width, row - column);
            if (before > 0)
            {
                TileProducts.Accumulate(
                    values.Slice(0, 0, rows, before), vectors.View.Slice(column, 0, before, vectors.Columns), sums);
            }

            if (before < Tile.Width)
            {
                Double(sums);
                TileProducts.Accumulate(
                    values.Slice(0, before, rows, rows), vectors.View.Slice(row, 0, rows, vectors.Columns), sums);
            }
        }

        scratch.Release(mark);
    }

    private static void Double(MatrixView<double> sums)
    {
        for (int i = 0; i < sums.Rows; i++)
        {
            VectorOps.Scale(2, sums.Row(i));
        }
    }
}
