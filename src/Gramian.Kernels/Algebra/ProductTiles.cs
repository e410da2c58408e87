using System.Numerics;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Algebra;

// k₁ · k₂ · …
internal sealed class ProductTiles<T>(KernelTiles<T>[] parts) : KernelTiles<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Fill(Tile tile, MatrixView<T> values, TileScratch scratch)
    {
        int mark = scratch.Mark;
        MatrixView<T> factor = scratch.Lend<T>(tile.Rows);
        parts[0].Fill(tile, values, scratch);
        for (int i = 1; i < parts.Length; i++)
        {
            parts[i].Fill(tile, factor, scratch);
            TilePass.Multiply(values, factor);
        }

        scratch.Release(mark);
    }

    public override void FillForSums(Tile tile, MatrixView<T> values, TileScratch scratch)
    {
        int mark = scratch.Mark;
        MatrixView<T> factor = scratch.Lend<T>(tile.Rows);
        parts[0].FillForSums(tile, values, scratch);
        for (int i = 1; i < parts.Length; i++)
        {
            parts[i].FillForSums(tile, factor, scratch);
            TilePass.Multiply(values, factor);
        }

        scratch.Release(mark);
    }

    // The last product is made on the way into the sum. Half a tile at a time, so that two of them and the points stay
    // in the first cache.
    public override void AddRows(Tile tile, ReadOnlySpan<T> vector, MatrixView<T> lanes, TileScratch scratch)
    {
        int most = Tile.MaximumRowsOf<T>() / 2;
        int mark = scratch.Mark;
        MatrixView<T> whole = scratch.Lend<T>(2 * most);
        for (int first = 0; first < tile.Rows; first += most)
        {
            int rows = Math.Min(most, tile.Rows - first);
            AddPart(
                tile with { Row = tile.Row + first, Rows = rows },
                whole.Slice(0, 0, rows, Tile.Width),
                whole.Slice(most, 0, rows, Tile.Width),
                vector,
                lanes.Slice(first, 0, rows, lanes.Columns),
                scratch);
        }

        scratch.Release(mark);
    }

    private void AddPart(
        Tile tile,
        MatrixView<T> values,
        MatrixView<T> factor,
        ReadOnlySpan<T> vector,
        MatrixView<T> lanes,
        TileScratch scratch)
    {
        parts[0].FillForSums(tile, values, scratch);
        for (int i = 1; i < parts.Length; i++)
        {
            parts[i].FillForSums(tile, factor, scratch);
            if (i < parts.Length - 1)
            {
                TilePass.Multiply(values, factor);
            }
        }

        TileSums.AddProducts(values, factor, vector, lanes);
    }
}
