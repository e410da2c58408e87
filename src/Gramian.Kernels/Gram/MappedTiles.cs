using System.Numerics;
using Gramian.Numerics;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Gram;

// factor · map(p), with p a quantity of the pair that a derived class makes: a distance, an inner product, a kernel. A
// product with one vector applies the formula on the way into the sum.
internal abstract class MappedTiles<T, TMap>(TMap map, double factor) : KernelTiles<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TMap : struct, ILaneMap
{
    public sealed override void Fill(Tile tile, MatrixView<T> values, TileScratch scratch)
    {
        FillArguments(tile, values, scratch);
        TilePass.Map(map, factor, values);
    }

    public sealed override void FillForSums(Tile tile, MatrixView<T> values, TileScratch scratch)
    {
        FillArgumentsForSums(tile, values, scratch);
        TilePass.Map(map, factor, values);
    }

    public sealed override void AddRows(Tile tile, ReadOnlySpan<T> vector, MatrixView<T> lanes, TileScratch scratch)
    {
        int mark = scratch.Mark;
        MatrixView<T> arguments = scratch.Lend<T>(tile.Rows);
        FillArgumentsForSums(tile, arguments, scratch);
        TileSums.AddRows(map, factor, arguments, vector, lanes);
        scratch.Release(mark);
    }

    public sealed override void AddBoth(
        Tile tile,
        ReadOnlySpan<T> vector,
        ReadOnlySpan<T> rowVector,
        MatrixView<T> lanes,
        Span<T> columnSums,
        TileScratch scratch)
    {
        int mark = scratch.Mark;
        MatrixView<T> arguments = scratch.Lend<T>(tile.Rows);
        FillArgumentsForSums(tile, arguments, scratch);
        TileSums.AddBoth(map, factor, arguments, vector, rowVector, lanes, columnSums);
        scratch.Release(mark);
    }

    protected abstract void FillArguments(Tile tile, MatrixView<T> arguments, TileScratch scratch);

    protected virtual void FillArgumentsForSums(Tile tile, MatrixView<T> arguments, TileScratch scratch) =>
        FillArguments(tile, arguments, scratch);
}
