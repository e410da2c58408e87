using System.Runtime.CompilerServices;
using Gramian.Numerics;
using Gramian.Numerics.Threading;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Gram;

// The blocks that are kept of 64 rows, two bands of 32, times one vector (a row) or several (a row for each point).
internal readonly struct BlockSparseProduct(
    BoundKernel kernel,
    (int First, int Count)[][] runs,
    Matrix<double> vectors,
    Matrix<double> sums,
    CancellationToken stop) : IBlockWork
{
    private const int Band = Tile.MaximumRows;

    public void Run(int block)
    {
        int end = Math.Min(sums.Rows, (block + 1) * Tile.Width);
        for (int row = block * Tile.Width; row < end; row += Band)
        {
            RunBand(row, Math.Min(Band, end - row), runs[block]);
        }
    }

    // Compiled fully at the first call: a profile of this loop inlines the whole fill into it, many times slower.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunBand(int row, int rows, (int First, int Count)[] near)
    {
        TileScratch scratch = TileScratch.Current;
        int mark = scratch.Mark;
        MatrixView<double> values = scratch.Lend(rows);
        MatrixView<double> lanes = scratch.LendLanes<double>(rows);
        MatrixView<double> rowSums = sums.View.Slice(row, 0, rows, sums.Columns);
        lanes.Fill(0);
        foreach ((int first, int count) in near)
        {
            for (int panel = first; panel < first + count && !stop.IsCancellationRequested; panel++)
            {
                var tile = new Tile(row, rows, panel);
                kernel.Fill(tile, values, scratch);
                if (vectors.Rows == 1)
                {
                    ReadOnlySpan<double> part = vectors.Row(0).Slice(tile.Column, Tile.Width);
                    TileSums.AddRows(values, part, lanes);
                }
                else
                {
                    TileProducts.Accumulate(
                        values, vectors.View.Slice(tile.Column, 0, Tile.Width, vectors.Columns), rowSums);
                }
            }
        }

        for (int a = 0; vectors.Rows == 1 && a < rows; a++)
        {
            foreach (double lane in lanes.Row(a)[..TileSums.LaneCount<double>()])
            {
                rowSums[a, 0] += lane;
            }
        }

        scratch.Release(mark);
    }
}
