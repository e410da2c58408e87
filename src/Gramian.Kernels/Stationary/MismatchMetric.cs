using Gramian.Numerics;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Stationary;

/// <summary>m(x, x′) = [x ≠ x′], p = 1: the number of different coordinates.</summary>
public readonly struct MismatchMetric : IMetric
{
    /// <inheritdoc/>
    public static int Order => 1;

    /// <inheritdoc/>
    public static double Add(double x, double y, double factor, double sum) =>
        sum + (x == y ? 0 : factor);

    /// <inheritdoc/>
    public static void Fill(
        PackedPoints rows, int row, PackedPoints columns, int panel, MatrixView<double> tile) =>
        PairTiles.Mismatches(rows, row, columns, panel, tile);

    /// <inheritdoc/>
    public static void AddWeighted(
        PackedPoints rows, int row, PackedPoints columns, int panel, MatrixView<double> weights, Span<double> sums) =>
        PairTiles.AddWeightedMismatches(rows, row, columns, panel, weights, sums);
}
