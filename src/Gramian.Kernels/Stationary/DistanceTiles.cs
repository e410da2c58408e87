using System.Numerics;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Stationary;

// σ² κ(D) of packed points. A distance of a sum may be off by the tolerance.
internal sealed class DistanceTiles<T, TProfile, TMetric>(
    TProfile profile, double variance, double tolerance, PackedPoints<T> rows, PackedPoints<T> columns)
    : MappedTiles<T, TProfile>(profile, variance)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TProfile : struct, ILaneMap
    where TMetric : struct, IMetric
{
    protected override void FillArguments(Tile tile, MatrixView<T> arguments, TileScratch scratch) =>
        TMetric.Fill(rows, tile.Row, columns, tile.Panel, arguments);

    protected override void FillArgumentsForSums(Tile tile, MatrixView<T> arguments, TileScratch scratch)
    {
        if (!TMetric.TryFillFast(rows, tile.Row, columns, tile.Panel, tolerance, arguments))
        {
            TMetric.Fill(rows, tile.Row, columns, tile.Panel, arguments);
        }
    }
}
