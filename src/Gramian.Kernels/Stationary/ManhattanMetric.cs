using System.Numerics;
using Gramian.Numerics;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Stationary;

/// <summary>m(x, x′) = |x − x′|, p = 1: the sum of absolute differences.</summary>
public readonly struct ManhattanMetric : IMetric
{
    /// <inheritdoc/>
    public static int Order => 1;

    /// <inheritdoc/>
    public static bool IsTranslationInvariant => true;

    /// <inheritdoc/>
    public static double Add(double x, double y, double factor, double sum) =>
        sum + Math.Abs(x - y);

    /// <inheritdoc/>
    public static void Fill<T>(
        PackedPoints<T> rows, int row, PackedPoints<T> columns, int panel, MatrixView<T> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        PairTiles.AbsoluteDistances(rows, row, columns, panel, tile);

    /// <inheritdoc/>
    public static void AddWeighted(
        PackedPoints<double> rows,
        int row,
        PackedPoints<double> columns,
        int panel,
        MatrixView<double> weights,
        Span<double> sums) =>
        PairTiles.AddWeightedAbsolutes(rows, row, columns, panel, weights, sums);
}
