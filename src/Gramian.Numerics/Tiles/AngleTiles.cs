using System.Runtime.Intrinsics;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Tiles;

/// <summary>Contracts tiles with functions of angles between points on circles.</summary>
public static class AngleTiles
{
    /// <summary>Σ weights[a, b] Σₖ (θₖ − θ′ₖ) (sₖ c′ₖ − cₖ s′ₖ) over the entries of a tile.</summary>
    /// <remarks>Coordinates 2k and 2k + 1 of the circles are cₖ and sₖ, at any scale.</remarks>
    /// <param name="angleRows">θ of the rows, [n, d].</param>
    /// <param name="circleRows">The circles of the rows, [n, 2d].</param>
    /// <param name="row">The first row.</param>
    /// <param name="angleColumns">θ′ of the columns, [m, d].</param>
    /// <param name="circleColumns">The circles of the columns, [m, 2d].</param>
    /// <param name="panel">The panel of columns.</param>
    /// <param name="weights">The weights; any number of rows, 64 columns.</param>
    /// <exception cref="ArgumentException">Dimensions do not fit.</exception>
    public static double AddWeightedTurns(
        PackedPoints<double> angleRows,
        PackedPoints<double> circleRows,
        int row,
        PackedPoints<double> angleColumns,
        PackedPoints<double> circleColumns,
        int panel,
        MatrixView<double> weights)
    {
        int dimension = angleRows.Dimension;
        Guard.Length(circleRows.Dimension, 2 * dimension, nameof(circleRows));
        Guard.Length(angleColumns.Dimension, dimension, nameof(angleColumns));
        Guard.Length(circleColumns.Dimension, 2 * dimension, nameof(circleColumns));
        PairTiles.Check(circleRows, row, circleColumns, panel, weights);
        return LaneWidth.Bits switch
        {
            512 => AngleLoops<Wide512<double>, Vector512<double>>.AddTurns(
                angleRows, circleRows, row, angleColumns, circleColumns, panel, weights),
            256 => AngleLoops<Wide256<double>, Vector256<double>>.AddTurns(
                angleRows, circleRows, row, angleColumns, circleColumns, panel, weights),
            128 => AngleLoops<Wide128<double>, Vector128<double>>.AddTurns(
                angleRows, circleRows, row, angleColumns, circleColumns, panel, weights),
            _ => AngleLoops<Wide1<double>, double>.AddTurns(
                angleRows, circleRows, row, angleColumns, circleColumns, panel, weights),
        };
    }

    /// <summary>sums[k] += Σ weights[a, b] (sₖ c′ₖ − cₖ s′ₖ) over the entries of a tile.</summary>
    /// <param name="rows">The circles of the rows, [n, 2d].</param>
    /// <param name="row">The first row.</param>
    /// <param name="columns">The circles of the columns, [m, 2d].</param>
    /// <param name="panel">The panel of columns.</param>
    /// <param name="weights">The weights; any number of rows, 64 columns.</param>
    /// <param name="sums">One sum for each circle, [d].</param>
    /// <exception cref="ArgumentException">Dimensions or shapes do not fit.</exception>
    public static void AddWeightedSines(
        PackedPoints<double> rows,
        int row,
        PackedPoints<double> columns,
        int panel,
        MatrixView<double> weights,
        Span<double> sums)
    {
        Guard.Length(rows.Dimension, 2 * sums.Length, nameof(rows));
        Guard.Length(columns.Dimension, 2 * sums.Length, nameof(columns));
        PairTiles.Check(rows, row, columns, panel, weights);
        switch (LaneWidth.Bits)
        {
            case 512:
                AngleLoops<Wide512<double>, Vector512<double>>.AddSines(rows, row, columns, panel, weights, sums);
                break;
            case 256:
                AngleLoops<Wide256<double>, Vector256<double>>.AddSines(rows, row, columns, panel, weights, sums);
                break;
            case 128:
                AngleLoops<Wide128<double>, Vector128<double>>.AddSines(rows, row, columns, panel, weights, sums);
                break;
            default:
                AngleLoops<Wide1<double>, double>.AddSines(rows, row, columns, panel, weights, sums);
                break;
        }
    }
}
