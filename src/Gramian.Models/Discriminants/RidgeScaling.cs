using Gramian.Models.SupportVectors;
using Gramian.Numerics;

namespace Gramian.Models.Discriminants;

/// <summary>Scales ridge functions to probabilities: of two classes one function, else one for each class.</summary>
internal static class RidgeScaling
{
    // No class is impossible, so that a row far from all of them has something to divide by.
    private const double Least = 1e-12;

    /// <summary>
    /// A scaling for each function, from values of rows that it has not seen; rows count by their weights.
    /// </summary>
    public static PlattScaling[] Fit(Matrix<double> left, LabelledRows rows) =>
    [
        .. Enumerable.Range(0, left.Columns).Select(c => PlattScaling.FitRising(
            left.View.ColumnToArray(c), Array.ConvertAll(rows.Classes, place => place == c), rows.Weights)),
    ];

    /// <summary>The probabilities of the classes, [n, k]; those of more than two are made to sum to one.</summary>
    public static Matrix<double> Probabilities(Matrix<double> values, IReadOnlyList<PlattScaling> scalings)
    {
        var probabilities = new Matrix<double>(values.Rows, scalings.Count == 1 ? 2 : scalings.Count);
        for (int i = 0; i < values.Rows; i++)
        {
            Span<double> row = probabilities.Row(i);
            if (scalings.Count == 1)
            {
                row[0] = scalings[0].Probability(values[i, 0]);
                row[1] = 1 - row[0];
                continue;
            }

            double sum = 0;
            for (int c = 0; c < row.Length; c++)
            {
                row[c] = Math.Max(scalings[c].Probability(values[i, c]), Least);
                sum += row[c];
            }

            for (int c = 0; c < row.Length; c++)
            {
                row[c] /= sum;
            }
        }

        return probabilities;
    }

    /// <summary>The mean log loss of probabilities, each row by its weight.</summary>
    public static double Loss(Matrix<double> probabilities, LabelledRows rows)
    {
        double loss = 0;
        for (int i = 0; i < probabilities.Rows; i++)
        {
            loss -= rows.Weights[i] * Math.Log(Math.Max(probabilities[i, rows.Classes[i]], Least));
        }

        return loss / rows.Total;
    }
}
