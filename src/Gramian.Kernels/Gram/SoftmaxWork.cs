using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Gram;

// ln Σⱼ wⱼ k(x, yⱼ) and, when there are values, Σⱼ softmaxⱼ vⱼ in one pass: sums are kept relative to the largest
// exponent seen so far and scaled down when a larger one comes.
internal readonly struct SoftmaxWork(
    ReductionTiles tiles, Matrix<double>? logWeights, Matrix<double>? values, Matrix<double>? sums, double[] logSums)
    : IBlockWork
{
    public void Run(int block)
    {
        int rows = tiles.RowsOf(block);
        TileScratch scratch = TileScratch.Current;
        int mark = scratch.Mark;
        MatrixView<double> exponents = scratch.Lend(rows);
        MatrixView<double> state = scratch.Lend(3);
        Span<double> largest = state.Row(0)[..rows], before = state.Row(1)[..rows], totals = state.Row(2)[..rows];
        largest.Fill(double.NegativeInfinity);
        totals.Clear();
        int panels = tiles.PanelsOf(block);
        for (int panel = 0; panel < panels && !tiles.IsStopped; panel++)
        {
            Tile tile = tiles.TileOf(block, panel);
            tiles.FillLogarithm(tile, exponents, scratch);
            largest.CopyTo(before);
            if (logWeights is null)
            {
                TileReductions.Raise(exponents, largest);
            }
            else
            {
                ReadOnlySpan<double> added = logWeights.Row(0).Slice(tile.Column, Tile.Width);
                TileReductions.AddAndRaise(exponents, added, largest);
            }

            Shrink(tile, before, largest, totals);
            TileReductions.Exponentiate(exponents, largest, totals);
            if (values is not null)
            {
                int width = Math.Min(Tile.Width, values.Rows - tile.Column);
                TileProducts.Accumulate(
                    exponents.Slice(0, 0, rows, width), values.View.Slice(tile.Column, 0, width, values.Columns),
                    sums!.View.Slice(tile.Row, 0, rows, sums.Columns));
            }
        }

        for (int a = 0; a < rows; a++)
        {
            int row = (block * Tile.MaximumRows) + a;
            logSums[row] = largest[a] + Math.Log(totals[a]);
            if (sums is not null && totals[a] != 0)
            {
                VectorOps.Scale(1 / totals[a], sums.Row(row));
            }
        }

        scratch.Release(mark);
    }

    private void Shrink(Tile tile, ReadOnlySpan<double> before, ReadOnlySpan<double> largest, Span<double> totals)
    {
        for (int a = 0; a < tile.Rows; a++)
        {
            if (largest[a] > before[a] && totals[a] != 0)
            {
                double factor = Math.Exp(before[a] - largest[a]);
                totals[a] *= factor;
                if (sums is not null)
                {
                    VectorOps.Scale(factor, sums.Row(tile.Row + a));
                }
            }
        }
    }
}
