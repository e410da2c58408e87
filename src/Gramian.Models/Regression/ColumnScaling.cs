using Gramian.Numerics;

namespace Gramian.Models.Regression;

/// <summary>Represents the centre and the scale of each column of a matrix. Immutable.</summary>
internal sealed class ColumnScaling
{
    // A spread below this share of the centre is rounding of a constant column.
    private const double ConstantTolerance = 1e-13;

    private ColumnScaling(double[] centres, double[] scales) => (Centres, Scales) = (centres, scales);

    public double[] Centres { get; }

    public double[] Scales { get; }

    /// <summary>
    /// Centres every column and divides it by its standard deviation; a constant column keeps its scale.
    /// </summary>
    public static ColumnScaling Fit(MatrixView<double> values)
    {
        double[] scales = Spreads(values, out double[] centres);
        for (int j = 0; j < scales.Length; j++)
        {
            if (scales[j] == 0)
            {
                scales[j] = 1;
            }
        }

        return new ColumnScaling(centres, scales);
    }

    /// <summary>The standard deviation of every column, 0 where it is constant.</summary>
    public static double[] Spreads(MatrixView<double> values) => Spreads(values, out _);

    private static double[] Spreads(MatrixView<double> values, out double[] centres)
    {
        centres = new double[values.Columns];
        var scales = new double[values.Columns];
        for (int j = 0; j < values.Columns; j++)
        {
            for (int i = 0; i < values.Rows; i++)
            {
                centres[j] += values[i, j] / values.Rows;
            }

            for (int i = 0; i < values.Rows; i++)
            {
                double difference = values[i, j] - centres[j];
                scales[j] += difference * difference / values.Rows;
            }

            scales[j] = Math.Sqrt(scales[j]);
            if (!(scales[j] > ConstantTolerance * Math.Abs(centres[j])))
            {
                scales[j] = 0;
            }
        }

        return scales;
    }

    public Matrix<double> Apply(MatrixView<double> values)
    {
        Matrix<double> scaled = values.ToMatrix();
        for (int i = 0; i < scaled.Rows; i++)
        {
            Span<double> row = scaled.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                row[j] = (row[j] - Centres[j]) / Scales[j];
            }
        }

        return scaled;
    }
}
