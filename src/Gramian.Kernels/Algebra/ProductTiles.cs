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

    // The last product is made on the way into the sum.
    public override void AddRows(Tile tile, ReadOnlySpan<T> vector, MatrixView<T> lanes, TileScratch scratch)
    {
        int mark = scratch.Mark;
        MatrixView<T> values = scratch.Lend<T>(tile.Rows);
        MatrixView<T> factor = scratch.Lend<T>(tile.Rows);
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
        scratch.Release(mark);
    }
}
