using Gramian.Numerics;
using Gramian.Numerics.Threading;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Gram;

// Σⱼ wⱼ k(x, yⱼ) over the pairs that are not excluded.
internal readonly struct RowSumWork(ReductionTiles tiles, Matrix<double> weights, double[] sums) : IBlockWork
{
    public void Run(int block)
    {
        int rows = tiles.RowsOf(block);
        TileScratch scratch = TileScratch.Current;
        int mark = scratch.Mark;
        MatrixView<double> values = scratch.Lend(rows);
        MatrixView<double> lanes = scratch.LendLanes<double>(rows);
        lanes.Fill(0);
        int panels = tiles.PanelsOf(block);
        for (int panel = 0; panel < panels && !tiles.IsStopped; panel++)
        {
            Tile tile = tiles.TileOf(block, panel);
            tiles.Fill(tile, values, excluded: 0, scratch);
            TileSums.AddRows(values, (ReadOnlySpan<double>)weights.Row(0).Slice(tile.Column, Tile.Width), lanes);
        }

        for (int a = 0; a < rows; a++)
        {
            double sum = 0;
            foreach (double lane in lanes.Row(a)[..TileSums.LaneCount<double>()])
            {
                sum += lane;
            }

            sums[(block * Tile.MaximumRows) + a] = sum;
        }

        scratch.Release(mark);
    }
}
