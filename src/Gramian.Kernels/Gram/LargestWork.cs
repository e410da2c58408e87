using Gramian.Numerics;
using Gramian.Numerics.Threading;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Gram;

// The largest entries of each row in descending order. Columns come in ascending order and only a larger entry
// displaces another, so that of equal ones the first column wins.
internal readonly struct LargestWork(
    ReductionTiles tiles, bool useLogarithm, int count, double[] values, int[] columns) : IBlockWork
{
    public void Run(int block)
    {
        int rows = tiles.RowsOf(block);
        TileScratch scratch = TileScratch.Current;
        int mark = scratch.Mark;
        MatrixView<double> entries = scratch.Lend(rows);
        Span<double> largest = scratch.Lend(1).Row(0)[..rows];
        int first = block * Tile.MaximumRows;
        values.AsSpan(first * count, rows * count).Fill(double.NegativeInfinity);
        columns.AsSpan(first * count, rows * count).Fill(-1);
        int panels = tiles.PanelsOf(block);
        for (int panel = 0; panel < panels && !tiles.IsStopped; panel++)
        {
            Tile tile = tiles.TileOf(block, panel);
            if (useLogarithm)
            {
                tiles.FillLogarithm(tile, entries, scratch);
            }
            else
            {
                tiles.Fill(tile, entries, double.NegativeInfinity, scratch);
            }

            largest.Fill(double.NegativeInfinity);
            TileReductions.Raise(entries, largest);
            for (int a = 0; a < rows; a++)
            {
                Span<double> best = values.AsSpan((first + a) * count, count);
                if (largest[a] > best[^1] || columns[((first + a) * count) + count - 1] < 0)
                {
                    Merge(entries.Row(a), tile.Column, best, columns.AsSpan((first + a) * count, count));
                }
            }
        }

        scratch.Release(mark);
    }

    private static void Merge(ReadOnlySpan<double> entries, int column, Span<double> best, Span<int> places)
    {
        for (int b = 0; b < entries.Length; b++)
        {
            if (entries[b] <= best[^1])
            {
                continue;
            }

            int place = best.Length - 1;
            while (place > 0 && entries[b] > best[place - 1])
            {
                place--;
            }

            best[place..^1].CopyTo(best[(place + 1)..]);
            places[place..^1].CopyTo(places[(place + 1)..]);
            (best[place], places[place]) = (entries[b], column + b);
        }
    }
}
