using System.Numerics;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Algebra;

// k₁ + k₂ + …; a product with one vector is the sum of the products of the parts.
internal sealed class SumTiles<T>(KernelTiles<T>[] parts) : KernelTiles<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Fill(Tile tile, MatrixView<T> values, TileScratch scratch)
    {
        int mark = scratch.Mark;
        MatrixView<T> term = scratch.Lend<T>(tile.Rows);
        parts[0].Fill(tile, values, scratch);
        for (int i = 1; i < parts.Length; i++)
        {
            parts[i].Fill(tile, term, scratch);
            TilePass.AddScaled(values, 1, term);
        }

        scratch.Release(mark);
    }

    public override void FillForSums(Tile tile, MatrixView<T> values, TileScratch scratch)
    {
        int mark = scratch.Mark;
        MatrixView<T> term = scratch.Lend<T>(tile.Rows);
        parts[0].FillForSums(tile, values, scratch);
        for (int i = 1; i < parts.Length; i++)
        {
            parts[i].FillForSums(tile, term, scratch);
            TilePass.AddScaled(values, 1, term);
        }

        scratch.Release(mark);
    }

    public override void AddRows(Tile tile, ReadOnlySpan<T> vector, MatrixView<T> lanes, TileScratch scratch)
    {
        foreach (KernelTiles<T> part in parts)
        {
            part.AddRows(tile, vector, lanes, scratch);
        }
    }

    public override void AddBoth(
        Tile tile,
        ReadOnlySpan<T> vector,
        ReadOnlySpan<T> rowVector,
        MatrixView<T> lanes,
        Span<T> columnSums,
        TileScratch scratch)
    {
        foreach (KernelTiles<T> part in parts)
        {
            part.AddBoth(tile, vector, rowVector, lanes, columnSums, scratch);
        }
    }
}
