using Gramian.Numerics;
using Gramian.Numerics.Threading;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Gram;

// K v. A symmetric matrix is walked below its diagonal, each tile serving both of its places; its bands are dealt to a
// fixed number of lists, each with a row of sums of its own, whatever the number of threads.
internal readonly struct VectorProduct(
    BoundKernel kernel,
    int rowCount,
    int panels,
    int lists,
    Matrix<double> vector,
    Matrix<double> sums,
    CancellationToken stop) : IBlockWork
{
    private const int Band = Tile.MaximumRows;

    public void Run(int block)
    {
        if (lists == 0)
        {
            RunBand(block * Band, panels, sums.Row(0), isSymmetric: false);
            return;
        }

        Span<double> own = sums.Row(block);
        own.Clear();
        for (int row = block * Band; row < rowCount; row += lists * Band)
        {
            RunBand(row, (row + Band + Tile.Width - 1) / Tile.Width, own, isSymmetric: true);
        }
    }

    private void RunBand(int row, int bandPanels, Span<double> output, bool isSymmetric)
    {
        int rows = Math.Min(Band, rowCount - row);
        TileScratch scratch = TileScratch.Current;
        int mark = scratch.Mark;
        MatrixView<double> values = scratch.Lend(rows);
        MatrixView<double> lanes = scratch.Lend(rows);
        lanes.Fill(0);
        ReadOnlySpan<double> all = vector.Row(0);
        Span<double> columnSums = stackalloc double[Tile.Width];
        for (int panel = 0; panel < bandPanels && !stop.IsCancellationRequested; panel++)
        {
            var tile = new Tile(row, rows, panel);
            kernel.Fill(tile, values, scratch);
            ReadOnlySpan<double> part = all.Slice(tile.Column, Tile.Width);
            if (!isSymmetric)
            {
                TileProducts.AddRows(values, part, lanes);
            }
            else if (tile.Column + Tile.Width <= row)
            {
                TileProducts.AddBoth(values, part, all.Slice(row, rows), lanes, output.Slice(tile.Column, Tile.Width));
            }
            else
            {
                SymmetricEdge.ClearAbove(tile, values);
                columnSums.Clear();
                TileProducts.AddBoth(values, part, all.Slice(row, rows), lanes, columnSums);

                // The block on the diagonal is whole, so that only columns before it serve twice.
                for (int b = 0; b < row - tile.Column; b++)
                {
                    output[tile.Column + b] += columnSums[b];
                }
            }
        }

        for (int a = 0; a < rows; a++)
        {
            double sum = 0;
            foreach (double lane in lanes.Row(a)[..TileProducts.ColumnStep])
            {
                sum += lane;
            }

            output[row + a] = isSymmetric ? output[row + a] + sum : sum;
        }

        scratch.Release(mark);
    }
}
