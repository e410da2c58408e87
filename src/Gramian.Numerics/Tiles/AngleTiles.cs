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
        PackedPoints angleRows,
        PackedPoints circleRows,
        int row,
        PackedPoints angleColumns,
        PackedPoints circleColumns,
        int panel,
        MatrixView<double> weights)
    {
        int dimension = angleRows.Dimension;
        Guard.Length(circleRows.Dimension, 2 * dimension, nameof(circleRows));
        Guard.Length(angleColumns.Dimension, dimension, nameof(angleColumns));
        Guard.Length(circleColumns.Dimension, 2 * dimension, nameof(circleColumns));
        double total = 0;
        for (int a = 0; a < weights.Rows; a++)
        {
            ReadOnlySpan<double> weight = weights.Row(a);
            ReadOnlySpan<double> angles = angleRows.Rows.Row(row + a);
            ReadOnlySpan<double> circles = circleRows.Rows.Row(row + a);
            for (int k = 0; k < dimension; k++)
            {
                ReadOnlySpan<double> others = angleColumns.Panels.Row((panel * dimension) + k)[..weight.Length];
                ReadOnlySpan<double> cosines = circleColumns.Panels.Row(2 * ((panel * dimension) + k))[..weight.Length];
                ReadOnlySpan<double> sines =
                    circleColumns.Panels.Row((2 * ((panel * dimension) + k)) + 1)[..weight.Length];
                (double cosine, double sine) = (circles[2 * k], circles[(2 * k) + 1]);
                for (int b = 0; b < weight.Length; b++)
                {
                    double turn = (sine * cosines[b]) - (cosine * sines[b]);
                    total += weight[b] * (angles[k] - others[b]) * turn;
                }
            }
        }

        return total;
    }
}
