using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Gram;

// Kᵀ(K V), or Kᵀ Y, or with one vector both, `beside` being Y. The bands of K are dealt to a fixed number of lists,
// each with sums of its own. The tiles of a band are kept until both products have used them; scratch lends the same
// tiles again in the same order.
internal readonly struct NormalProduct(
    BoundKernel kernel,
    int rowCount,
    int panels,
    int width,
    int lists,
    bool isInner,
    double[]? beside,
    Matrix<double> vectors,
    Matrix<double> sums,
    CancellationToken stop) : IBlockWork
{
    // The numbers of a band: half a mebibyte, which the second cache holds beside the packed points.
    private const int BandNumbers = 1 << 16;

    /// <summary>The rows of a band, a multiple of 4.</summary>
    public static int BandRows(int panels) =>
        Math.Clamp(BandNumbers / Tile.Width / Math.Max(1, panels) / 4 * 4, 4, Tile.MaximumRows);

    public void Run(int block)
    {
        int band = BandRows(panels);
        for (int row = block * band; row < rowCount && !stop.IsCancellationRequested; row += lists * band)
        {
            int rows = Math.Min(band, rowCount - row);
            if (width == 1)
            {
                RunVector(block, row, rows);
            }
            else
            {
                RunVectors(block, row, rows);
            }
        }
    }

    private void RunVector(int block, int row, int rows)
    {
        TileScratch scratch = TileScratch.Current;
        int mark = scratch.Mark;
        ReadOnlySpan<double> input = vectors.Row(0);
        Span<double> inner = stackalloc double[Tile.MaximumRows];
        inner = inner[..rows];
        inner.Clear();
        for (int panel = 0; panel < panels; panel++)
        {
            MatrixView<double> values = scratch.Lend(rows);
            var tile = new Tile(row, rows, panel);
            kernel.FillForSums(tile, values, scratch);
            for (int a = 0; a < rows && !isInner; a++)
            {
                inner[a] += VectorOps.Dot(values.Row(a), input.Slice(tile.Column, Tile.Width));
            }
        }

        if (isInner)
        {
            input.Slice(row, rows).CopyTo(inner);
        }

        scratch.Release(mark);
        Span<double> own = sums.Row(block);
        Span<double> second = beside is null ? [] : sums.Row(lists + block);
        for (int panel = 0; panel < panels; panel++)
        {
            MatrixView<double> values = scratch.Lend(rows);
            Span<double> part = own.Slice(panel * Tile.Width, Tile.Width);
            Span<double> other = beside is null ? [] : second.Slice(panel * Tile.Width, Tile.Width);
            for (int a = 0; a < rows; a++)
            {
                VectorOps.Axpy(inner[a], values.Row(a), part);
                if (beside is not null)
                {
                    VectorOps.Axpy(beside[row + a], values.Row(a), other);
                }
            }
        }

        scratch.Release(mark);
    }

    private void RunVectors(int block, int row, int rows)
    {
        TileScratch scratch = TileScratch.Current;
        int mark = scratch.Mark;
        int padded = panels * Tile.Width;
        using Matrix<double>? product = isInner ? null : new Matrix<double>(rows, width);
        MatrixView<double> inner = product?.View ?? vectors.View.Slice(row, 0, rows, width);
        for (int panel = 0; panel < panels; panel++)
        {
            MatrixView<double> values = scratch.Lend(rows);
            var tile = new Tile(row, rows, panel);
            kernel.FillForSums(tile, values, scratch);
            if (!isInner)
            {
                TileProducts.Accumulate(values, vectors.View.Slice(tile.Column, 0, Tile.Width, width), inner);
            }
        }

        scratch.Release(mark);
        for (int panel = 0; panel < panels; panel++)
        {
            MatrixView<double> values = scratch.Lend(rows);
            int column = (block * padded) + (panel * Tile.Width);
            TileProducts.AccumulateTransposed(values, inner, sums.View.Slice(column, 0, Tile.Width, width));
        }

        scratch.Release(mark);
    }
}
