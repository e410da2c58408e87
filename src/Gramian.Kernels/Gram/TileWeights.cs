using Gramian.Numerics;

namespace Gramian.Kernels.Gram;

// The weights of a tile, with zeros where the matrix has ended.
internal static class TileWeights
{
    // Below the diagonal a weight stands for two entries, above it for none.
    public static void Copy(
        MatrixView<double> weights, bool isSymmetric, Tile tile, MatrixView<double> buffer)
    {
        for (int a = 0; a < tile.Rows; a++)
        {
            ReadOnlySpan<double> source = weights.Row(tile.Row + a)[tile.Column..];
            Span<double> target = buffer.Row(a);
            int diagonal = isSymmetric ? tile.Row + a - tile.Column : int.MaxValue;
            int length = Math.Min(Math.Min(Tile.Width, source.Length), diagonal < 0 ? 0 : diagonal);
            double factor = isSymmetric ? 2 : 1;
            for (int b = 0; b < length; b++)
            {
                target[b] = factor * source[b];
            }

            if (diagonal >= 0 && diagonal < Tile.Width)
            {
                target[length++] = source[diagonal];
            }

            target[length..].Clear();
        }
    }
}
