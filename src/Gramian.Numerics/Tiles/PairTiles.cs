using System.Numerics;
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
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="rows">The points of the rows.</param>
    /// <param name="row">The first of them.</param>
    /// <param name="columns">The points of the columns, of the same dimension.</param>
    /// <param name="panel">The panel of columns.</param>
    /// <param name="tile">Receives the result; any number of rows, 64 columns.</param>
    /// <exception cref="ArgumentException">Dimensions or shapes do not fit.</exception>
    public static void SquaredDistances<T>(
        PackedPoints<T> rows, int row, PackedPoints<T> columns, int panel, MatrixView<T> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Compare<T, PairTerms.SquaredDifference>(rows, row, columns, panel, tile);

    /// <summary>tile[a, b] = |‖x‖² + ‖y‖² − 2 x·y|: squared distances by inner products, which are faster.</summary>
    /// <remarks>
    /// The squares cancel when the points are nearer to each other than to 0. Each entry is within
    /// <see cref="SquareCancellation{T}"/> of the squared distance; that of equal points need not be 0.
    /// </remarks>
    /// <inheritdoc cref="SquaredDistances{T}"/>
    public static void SquaredDistancesByProducts<T>(
        PackedPoints<T> rows, int row, PackedPoints<T> columns, int panel, MatrixView<T> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Compare<T, PairTerms.Product>(rows, row, columns, panel, tile);
        ReadOnlySpan<T> rowNorms = rows.SquaredNorms.AsSpan(row, tile.Rows);
        ReadOnlySpan<T> norms = columns.SquaredNorms.AsSpan(panel * TileProducts.PanelWidth, TileProducts.PanelWidth);
        switch (LaneWidth.Bits)
        {
            case 512: PairLoops<T, Wide512<T>, Vector512<T>>.CompleteSquares(rowNorms, norms, tile); break;
            case 256: PairLoops<T, Wide256<T>, Vector256<T>>.CompleteSquares(rowNorms, norms, tile); break;
            case 128: PairLoops<T, Wide128<T>, Vector128<T>>.CompleteSquares(rowNorms, norms, tile); break;
            default: PairLoops<T, Wide1<T>, T>.CompleteSquares(rowNorms, norms, tile); break;
        }
    }

    /// <summary>
    /// The most by which an entry of <see cref="SquaredDistancesByProducts{T}"/> can be off, whatever the points:
    /// γ (‖x‖ + ‖y‖)² with γ = (d + 3) u and u half the distance from 1 to the next number.
    /// </summary>
    /// <remarks>
    /// Two sums of d squares and one of d products, each rounded d times at most, are combined with two roundings more;
    /// the norms are the largest of the panels that the tile touches.
    /// </remarks>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="rows">The points of the rows.</param>
    /// <param name="row">The first of them.</param>
    /// <param name="count">The number of rows, at least 1.</param>
    /// <param name="columns">The points of the columns, of the same dimension.</param>
    /// <param name="panel">The panel of columns.</param>
    /// <exception cref="ArgumentException">A place lies outside.</exception>
    public static double SquareCancellation<T>(
        PackedPoints<T> rows, int row, int count, PackedPoints<T> columns, int panel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.InRange(count, 1, rows.Count);
        Guard.InRange(row, 0, rows.Count - count);
        Guard.InRange(panel, 0, columns.PanelCount - 1);
        double largest = 0;
        for (int p = row / TileProducts.PanelWidth; p <= (row + count - 1) / TileProducts.PanelWidth; p++)
        {
            largest = Math.Max(largest, rows.LargestNorms[p]);
        }

        double sum = Math.Sqrt(largest) + Math.Sqrt(columns.LargestNorms[panel]);
        return (rows.Dimension + 3) * (double.CreateTruncating(T.BitIncrement(T.One) - T.One) / 2) * sum * sum;
    }

    /// <summary>tile[a, b] = Σₖ |xₖ − yₖ|.</summary>
    /// <inheritdoc cref="SquaredDistances{T}"/>
    public static void AbsoluteDistances<T>(
        PackedPoints<T> rows, int row, PackedPoints<T> columns, int panel, MatrixView<T> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Compare<T, PairTerms.AbsoluteDifference>(rows, row, columns, panel, tile);

    /// <summary>tile[a, b] = Σₖ xₖ yₖ.</summary>
    /// <inheritdoc cref="SquaredDistances{T}"/>
    public static void InnerProducts<T>(
        PackedPoints<T> rows, int row, PackedPoints<T> columns, int panel, MatrixView<T> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Compare<T, PairTerms.Product>(rows, row, columns, panel, tile);

    /// <summary>tile[a, b] = Σₖ fₖ [xₖ ≠ yₖ], with f the factors by which the rows were packed.</summary>
    /// <inheritdoc cref="SquaredDistances{T}"/>
    public static void Mismatches<T>(
        PackedPoints<T> rows, int row, PackedPoints<T> columns, int panel, MatrixView<T> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Compare<T, PairTerms.Mismatch>(rows, row, columns, panel, tile);

    /// <summary>sums[k] += Σ weights[a, b] (xₖ − yₖ)² over the entries of a tile.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="rows">The points of the rows.</param>
    /// <param name="row">The first of them.</param>
    /// <param name="columns">The points of the columns, of the same dimension.</param>
    /// <param name="panel">The panel of columns.</param>
    /// <param name="weights">The weights; any number of rows, 64 columns.</param>
    /// <param name="sums">One sum for each coordinate, [d].</param>
    /// <exception cref="ArgumentException">Dimensions or shapes do not fit.</exception>
    public static void AddWeightedSquares<T>(
        PackedPoints<T> rows, int row, PackedPoints<T> columns, int panel, MatrixView<T> weights, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Contract<T, PairTerms.SquaredDifference>(rows, row, columns, panel, weights, sums);

    /// <summary>sums[k] += Σ weights[a, b] |xₖ − yₖ| over the entries of a tile.</summary>
    /// <inheritdoc cref="AddWeightedSquares{T}"/>
    public static void AddWeightedAbsolutes<T>(
        PackedPoints<T> rows, int row, PackedPoints<T> columns, int panel, MatrixView<T> weights, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Contract<T, PairTerms.AbsoluteDifference>(rows, row, columns, panel, weights, sums);

    /// <summary>sums[k] += Σ weights[a, b] fₖ [xₖ ≠ yₖ] over the entries of a tile.</summary>
    /// <inheritdoc cref="AddWeightedSquares{T}"/>
    public static void AddWeightedMismatches<T>(
        PackedPoints<T> rows, int row, PackedPoints<T> columns, int panel, MatrixView<T> weights, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Contract<T, PairTerms.Mismatch>(rows, row, columns, panel, weights, sums);

    /// <summary>sums[k] += Σ weights[a, b] (xₖ − yₖ) over the entries of a tile.</summary>
    /// <inheritdoc cref="AddWeightedSquares{T}"/>
    public static void AddWeightedDifferences<T>(
        PackedPoints<T> rows, int row, PackedPoints<T> columns, int panel, MatrixView<T> weights, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Contract<T, PairTerms.Difference>(rows, row, columns, panel, weights, sums);

    /// <summary>sums[k] += Σ weights[a, b] yₖ over the entries of a tile.</summary>
    /// <inheritdoc cref="AddWeightedSquares{T}"/>
    public static void AddWeightedColumns<T>(
        PackedPoints<T> rows, int row, PackedPoints<T> columns, int panel, MatrixView<T> weights, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Contract<T, PairTerms.Second>(rows, row, columns, panel, weights, sums);

    private static void Compare<T, TTerm>(
        PackedPoints<T> rows, int row, PackedPoints<T> columns, int panel, MatrixView<T> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerm : struct, IPairTerm
    {
        Check(rows, row, columns, panel, tile);
        switch (LaneWidth.Bits)
        {
            case 512: PairLoops<T, Wide512<T>, Vector512<T>>.Compare<TTerm>(rows, row, columns, panel, tile); break;
            case 256: PairLoops<T, Wide256<T>, Vector256<T>>.Compare<TTerm>(rows, row, columns, panel, tile); break;
            case 128: PairLoops<T, Wide128<T>, Vector128<T>>.Compare<TTerm>(rows, row, columns, panel, tile); break;
            default: PairLoops<T, Wide1<T>, T>.Compare<TTerm>(rows, row, columns, panel, tile); break;
        }
    }

    private static void Contract<T, TTerm>(
        PackedPoints<T> rows, int row, PackedPoints<T> columns, int panel, MatrixView<T> weights, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerm : struct, IPairTerm
    {
        Check(rows, row, columns, panel, weights);
        Guard.Length(sums.Length, rows.Dimension, nameof(sums));
        switch (LaneWidth.Bits)
        {
            case 512:
                PairLoops<T, Wide512<T>, Vector512<T>>.Contract<TTerm>(rows, row, columns, panel, weights, sums);
                break;
            case 256:
                PairLoops<T, Wide256<T>, Vector256<T>>.Contract<TTerm>(rows, row, columns, panel, weights, sums);
                break;
            case 128:
                PairLoops<T, Wide128<T>, Vector128<T>>.Contract<TTerm>(rows, row, columns, panel, weights, sums);
                break;
            default:
                PairLoops<T, Wide1<T>, T>.Contract<TTerm>(rows, row, columns, panel, weights, sums);
                break;
        }
    }

    internal static void Check<T>(
        PackedPoints<T> rows, int row, PackedPoints<T> columns, int panel, MatrixView<T> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Length(columns.Dimension, rows.Dimension, nameof(columns));
        if (tile.Columns != TileProducts.PanelWidth || row < 0 || row > rows.Count - tile.Rows
            || (uint)panel >= (uint)columns.PanelCount)
        {
            throw new ArgumentException(
                $"The tile must be 64 columns wide and lie inside {rows.Count} rows and {columns.PanelCount} panels, "
                + $"but it was {tile.Rows} x {tile.Columns} at row {row}, panel {panel}.", nameof(tile));
        }
    }
}
