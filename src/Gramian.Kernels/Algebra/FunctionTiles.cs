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

    // A function that is not linear may enlarge what is small beside the largest value.
    protected override void FillArgumentsForSums(Tile tile, MatrixView<T> arguments, TileScratch scratch)
    {
        if (typeof(TMap) == typeof(IdentityMap))
        {
            inner.FillForSums(tile, arguments, scratch);
        }
        else
        {
            inner.Fill(tile, arguments, scratch);
        }
    }
}
