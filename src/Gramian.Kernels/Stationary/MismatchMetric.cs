using System.Numerics;
using Gramian.Numerics;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Stationary;

/// <summary>m(x, x′) = [x ≠ x′], p = 1: the number of different coordinates.</summary>
public readonly struct MismatchMetric : IMetric
{
    /// <inheritdoc/>
    public static int Order => 1;

    /// <inheritdoc/>
    public static bool IsTranslationInvariant => false;

    /// <inheritdoc/>
    public static double Add(double x, double y, double factor, double sum) =>
        sum + (x == y ? 0 : factor);

    /// <inheritdoc/>
    public static void Fill<T>(
        PackedPoints<T> rows, int row, PackedPoints<T> columns, int panel, MatrixView<T> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        PairTiles.Mismatches(rows, row, columns, panel, tile);

    /// <inheritdoc/>
    public static void AddWeighted(
        PackedPoints<double> rows,
        int row,
        PackedPoints<double> columns,
        int panel,
        MatrixView<double> weights,
        Span<double> sums) =>
        PairTiles.AddWeightedMismatches(rows, row, columns, panel, weights, sums);
}
