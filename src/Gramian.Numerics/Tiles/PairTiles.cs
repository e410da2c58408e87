using System.Runtime.Intrinsics;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Tiles;

/// <summary>Compares each of some points with the 64 points of a panel, into a tile.</summary>
/// <remarks>
/// Coordinates are compared directly and added in their order with fused multiply-adds: a small distance has no
/// cancellation, equal points have distance exactly 0, and an entry depends on its own two points alone. The bits
/// do not depend on the width of the processor's registers.
/// </remarks>
public static class PairTiles
{
    /// <summary>tile[a, b] = Σₖ (xₖ − yₖ)², with x = rows[row + a] and y = columns[64 panel + b].</summary>
    /// <param name="rows">The points of the rows.</param>
    /// <param name="row">The first of them.</param>
    /// <param name="columns">The points of the columns, of the same dimension.</param>
    /// <param name="panel">The panel of columns.</param>
    /// <param name="tile">Receives the result; any number of rows, 64 columns.</param>
    /// <exception cref="ArgumentException">Dimensions or shapes do not fit.</exception>
    public static void SquaredDistances(
        PackedPoints rows, int row, PackedPoints columns, int panel, MatrixView<double> tile) =>
        Compare<PairTerms.SquaredDifference>(rows, row, columns, panel, tile);

    /// <summary>tile[a, b] = Σₖ |xₖ − yₖ|.</summary>
    /// <inheritdoc cref="SquaredDistances"/>
    public static void AbsoluteDistances(
        PackedPoints rows, int row, PackedPoints columns, int panel, MatrixView<double> tile) =>
        Compare<PairTerms.AbsoluteDifference>(rows, row, columns, panel, tile);

    /// <summary>tile[a, b] = Σₖ xₖ yₖ.</summary>
    /// <inheritdoc cref="SquaredDistances"/>
    public static void InnerProducts(
        PackedPoints rows, int row, PackedPoints columns, int panel, MatrixView<double> tile) =>
        Compare<PairTerms.Product>(rows, row, columns, panel, tile);

    /// <summary>tile[a, b] = Σₖ fₖ [xₖ ≠ yₖ], with f the factors by which the rows were packed.</summary>
    /// <inheritdoc cref="SquaredDistances"/>
    public static void Mismatches(
        PackedPoints rows, int row, PackedPoints columns, int panel, MatrixView<double> tile) =>
        Compare<PairTerms.Mismatch>(rows, row, columns, panel, tile);

    /// <summary>sums[k] += Σ weights[a, b] (xₖ − yₖ)² over the entries of a tile.</summary>
    /// <param name="rows">The points of the rows.</param>
    /// <param name="row">The first of them.</param>
    /// <param name="columns">The points of the columns, of the same dimension.</param>
    /// <param name="panel">The panel of columns.</param>
    /// <param name="weights">The weights; any number of rows, 64 columns.</param>
    /// <param name="sums">One sum for each coordinate, [d].</param>
    /// <exception cref="ArgumentException">Dimensions or shapes do not fit.</exception>
    public static void AddWeightedSquares(
        PackedPoints rows, int row, PackedPoints columns, int panel, MatrixView<double> weights, Span<double> sums) =>
        Contract<PairTerms.SquaredDifference>(rows, row, columns, panel, weights, sums);

    /// <summary>sums[k] += Σ weights[a, b] |xₖ − yₖ| over the entries of a tile.</summary>
    /// <inheritdoc cref="AddWeightedSquares"/>
    public static void AddWeightedAbsolutes(
        PackedPoints rows, int row, PackedPoints columns, int panel, MatrixView<double> weights, Span<double> sums) =>
        Contract<PairTerms.AbsoluteDifference>(rows, row, columns, panel, weights, sums);

    /// <summary>sums[k] += Σ weights[a, b] fₖ [xₖ ≠ yₖ] over the entries of a tile.</summary>
    /// <inheritdoc cref="AddWeightedSquares"/>
    public static void AddWeightedMismatches(
        PackedPoints rows, int row, PackedPoints columns, int panel, MatrixView<double> weights, Span<double> sums) =>
        Contract<PairTerms.Mismatch>(rows, row, columns, panel, weights, sums);

    /// <summary>sums[k] += Σ weights[a, b] (xₖ − yₖ) over the entries of a tile.</summary>
    /// <inheritdoc cref="AddWeightedSquares"/>
    public static void AddWeightedDifferences(
        PackedPoints rows, int row, PackedPoints columns, int panel, MatrixView<double> weights, Span<double> sums) =>
        Contract<PairTerms.Difference>(rows, row, columns, panel, weights, sums);

    /// <summary>sums[k] += Σ weights[a, b] yₖ over the entries of a tile.</summary>
    /// <inheritdoc cref="AddWeightedSquares"/>
    public static void AddWeightedColumns(
        PackedPoints rows, int row, PackedPoints columns, int panel, MatrixView<double> weights, Span<double> sums) =>
        Contract<PairTerms.Second>(rows, row, columns, panel, weights, sums);

    private static void Compare<TTerm>(
        PackedPoints rows, int row, PackedPoints columns, int panel, MatrixView<double> tile)
        where TTerm : struct, IPairTerm
    {
        Check(rows, row, columns, panel, tile);
        switch (LaneWidth.Bits)
        {
            case 512: PairLoops<Wide8, Vector512<double>>.Compare<TTerm>(rows, row, columns, panel, tile); break;
            case 256: PairLoops<Wide4, Vector256<double>>.Compare<TTerm>(rows, row, columns, panel, tile); break;
            case 128: PairLoops<Wide2, Vector128<double>>.Compare<TTerm>(rows, row, columns, panel, tile); break;
            default: PairLoops<Wide1, double>.Compare<TTerm>(rows, row, columns, panel, tile); break;
        }
    }

    private static void Contract<TTerm>(
        PackedPoints rows, int row, PackedPoints columns, int panel, MatrixView<double> weights, Span<double> sums)
        where TTerm : struct, IPairTerm
    {
        Check(rows, row, columns, panel, weights);
        Guard.Length(sums.Length, rows.Dimension, nameof(sums));
        switch (LaneWidth.Bits)
        {
            case 512:
                PairLoops<Wide8, Vector512<double>>.Contract<TTerm>(rows, row, columns, panel, weights, sums);
                break;
            case 256:
                PairLoops<Wide4, Vector256<double>>.Contract<TTerm>(rows, row, columns, panel, weights, sums);
                break;
            case 128:
                PairLoops<Wide2, Vector128<double>>.Contract<TTerm>(rows, row, columns, panel, weights, sums);
                break;
            default:
                PairLoops<Wide1, double>.Contract<TTerm>(rows, row, columns, panel, weights, sums);
                break;
        }
    }

    internal static void Check(PackedPoints rows, int row, PackedPoints columns, int panel, MatrixView<double> tile)
    {
        Guard.Length(columns.Dimension, rows.Dimension, nameof(columns));
        if (tile.Columns != PackedPoints.PanelWidth || row < 0 || row > rows.Count - tile.Rows
            || (uint)panel >= (uint)columns.PanelCount)
        {
            throw new ArgumentException(
                $"The tile must be 64 columns wide and lie inside {rows.Count} rows and {columns.PanelCount} panels, "
                + $"but it was {tile.Rows} x {tile.Columns} at row {row}, panel {panel}.", nameof(tile));
        }
    }
}
