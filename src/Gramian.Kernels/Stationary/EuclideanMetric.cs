using System.Numerics;
using Gramian.Numerics;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Stationary;

/// <summary>m(x, x′) = (x − x′)², p = 2: the square of the Euclidean distance.</summary>
public readonly struct EuclideanMetric : IMetric
{
    // Below that many coordinates the two squares that are added cost what the products save.
    private const int FewestForProducts = 24;

    /// <inheritdoc/>
    public static int Order => 2;

    /// <inheritdoc/>
    public static bool IsTranslationInvariant => true;

    /// <inheritdoc/>
    public static double Add(double x, double y, double factor, double sum) =>
        Math.FusedMultiplyAdd(x - y, x - y, sum);

    /// <inheritdoc/>
    public static void Fill<T>(
        PackedPoints<T> rows, int row, PackedPoints<T> columns, int panel, MatrixView<T> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        PairTiles.SquaredDistances(rows, row, columns, panel, tile);

    /// <inheritdoc/>
    public static bool TryFillFast<T>(
        PackedPoints<T> rows,
        int row,
        PackedPoints<T> columns,
        int panel,
        double tolerance,
        MatrixView<T> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (rows.Dimension < FewestForProducts
            || !(PairTiles.SquareCancellation(rows, row, tile.Rows, columns, panel) <= tolerance))
        {
            return false;
        }

        PairTiles.SquaredDistancesByProducts(rows, row, columns, panel, tile);
        return true;
    }

    /// <inheritdoc/>
    public static void AddWeighted(
        PackedPoints<double> rows,
        int row,
        PackedPoints<double> columns,
        int panel,
        MatrixView<double> weights,
        Span<double> sums) =>
        PairTiles.AddWeightedSquares(rows, row, columns, panel, weights, sums);

    /// <inheritdoc/>
    public static void AddSlopes(
        PackedPoints<double> rows,
        int row,
        PackedPoints<double> columns,
        int panel,
        MatrixView<double> weights,
        Span<double> sums) =>
        PairTiles.AddWeightedDifferences(rows, row, columns, panel, weights, sums);
}
