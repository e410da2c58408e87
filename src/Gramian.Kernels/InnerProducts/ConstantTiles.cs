using System.Numerics;
using Gramian.Kernels.Gram;
using Gramian.Numerics;

namespace Gramian.Kernels.InnerProducts;

internal sealed class ConstantTiles<T>(double variance) : KernelTiles<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Fill(Tile tile, MatrixView<T> values, TileScratch scratch) =>
        values.Fill(T.CreateTruncating(variance));
}
