using Gramian.Numerics;

namespace Gramian.Models.Classification;

/// <summary>Picks the most probable label of each row, the first of equals.</summary>
internal static class MostProbable
{
    public static double[] Labels(double[] labels, Matrix<double> probabilities)
    {
        var picked = new double[probabilities.Rows];
        for (int i = 0; i < picked.Length; i++)
        {
            ReadOnlySpan<double> row = probabilities.Row(i);
            int best = 0;
            for (int c = 1; c < row.Length; c++)
            {
                best = row[c] > row[best] ? c : best;
            }

            picked[i] = labels[best];
        }

        return picked;
    }
}
