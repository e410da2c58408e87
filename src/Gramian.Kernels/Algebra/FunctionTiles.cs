using System.Numerics;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Lanes;

namespace Gramian.Kernels.Algebra;

// factor · map(k) of a kernel k.
internal sealed class FunctionTiles<T, TMap>(TMap map, double factor, KernelTiles<T> inner)
    : MappedTiles<T, TMap>(map, factor)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TMap : struct, ILaneMap
{
    protected override void FillArguments(Tile tile, MatrixView<T> arguments, TileScratch scratch) =>
        inner.Fill(tile, arguments, scratch);
}
