using System.Numerics;
using Gramian.Numerics;

namespace Gramian.Kernels.Gram;

internal static class SymmetricEdge
{
    // Columns behind the block on the diagonal belong to a later band.
    public static void ClearAbove<T>(Tile tile, MatrixView<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int first = tile.Row + tile.Rows - tile.Column;
        for (int a = 0; a < tile.Rows; a++)
        {
            values.Row(a)[first..].Clear();
        }
    }
}
