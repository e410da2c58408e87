using System.Numerics;
using Gramian.Kernels.Gram;
using Gramian.Numerics;

namespace Gramian.Kernels.InnerProducts;

internal sealed class WhiteTiles<T>(double variance, bool samePoints) : KernelTiles<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Fill(Tile tile, MatrixView<T> values, TileScratch scratch)
    {
        values.Fill(T.Zero);
        for (int a = 0; samePoints && a < tile.Rows; a++)
        {
            int column = tile.Row + a - tile.Column;
            if ((uint)column < Tile.Width)
            {
                values[a, column] = T.CreateTruncating(variance);
            }
        }
    }
}
