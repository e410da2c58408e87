using Gramian.Numerics;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Stationary;

/// <summary>m(x, x′) = |x − x′|, p = 1: the sum of absolute differences.</summary>
public readonly struct ManhattanMetric : IMetric
{
    /// <inheritdoc/>
    public static int Order => 1;

    /// <inheritdoc/>
    public static double Add(double x, double y, double factor, double sum) =>
        sum + Math.Abs(x - y);

    /// <inheritdoc/>
    public static void Fill(
        PackedPoints rows, int row, PackedPoints columns, int panel, MatrixView<double> tile) =>
        PairTiles.AbsoluteDistances(rows, row, columns, panel, tile);

    /// <inheritdoc/>
    public static void AddWeighted(
        PackedPoints rows, int row, PackedPoints columns, int panel, MatrixView<double> weights, Span<double> sums) =>
        PairTiles.AddWeightedAbsolutes(rows, row, columns, panel, weights, sums);
}
