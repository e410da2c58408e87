using System.Numerics;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.InnerProducts;

// σ² κ(x·x′) of packed points.
internal sealed class InnerProductTiles<T, TProfile>(
    TProfile profile, double variance, PackedPoints<T> rows, PackedPoints<T> columns)
    : MappedTiles<T, TProfile>(profile, variance)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TProfile : struct, ILaneMap
{
    protected override void FillArguments(Tile tile, MatrixView<T> arguments, TileScratch scratch) =>
        PairTiles.InnerProducts(rows, tile.Row, columns, tile.Panel, arguments);
}
