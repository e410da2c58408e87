using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.Regression;

/// <summary>
/// Differentiates a posterior mean by central differences, extrapolated to step 0 (Ridders' tableau).
/// </summary>
/// <remarks>
/// It asks nothing of the kernel but its values. All steps of all columns go through in one batch, 24 d queries; steps
/// halve from the spread of a column, so that lengthscales down to a thousandth of it are resolved.
/// </remarks>
[Paper("ridders1982accurate")]
internal static class MeanSlopes
{
    private const int Levels = 12;

    public static double[] Compute(ExactPosterior posterior, ReadOnlySpan<double> query, int target)
    {
        int d = query.Length;
        double[] spreads = Spreads(posterior.Data.Inputs, query);
        var steps = new Matrix<double>(2 * Levels * d, d);
        for (int j = 0; j < d; j++)
        {
            for (int level = 0; level < Levels; level++)
            {
                int row = 2 * ((j * Levels) + level);
                query.CopyTo(steps.Row(row));
                query.CopyTo(steps.Row(row + 1));
                steps[row, j] += Math.ScaleB(spreads[j], -level);
                steps[row + 1, j] -= Math.ScaleB(spreads[j], -level);
            }
        }

        Matrix<double> means = posterior.PredictMeans(new Points(steps));
        var slopes = new double[d];
        var differences = new double[Levels];
        for (int j = 0; j < d; j++)
        {
            for (int level = 0; level < Levels; level++)
            {
                int row = 2 * ((j * Levels) + level);
                double width = steps[row, j] - steps[row + 1, j];
                differences[level] = (means[row, target] - means[row + 1, target]) / width;
            }

            slopes[j] = Extrapolate(differences);
        }

        return slopes;
    }

    // Each column removes the next even power of the step; the entry that agrees best with its parents is taken.
    private static double Extrapolate(ReadOnlySpan<double> differences)
    {
        double[] previous = differences.ToArray();
        (double best, double smallest) = (previous[^1], double.PositiveInfinity);
        double factor = 1;
        for (int order = 1; order < previous.Length; order++)
        {
            factor *= 4;
            var next = new double[previous.Length];
            for (int level = order; level < previous.Length; level++)
            {
                next[level] = ((factor * previous[level]) - previous[level - 1]) / (factor - 1);
                double error = Math.Max(
                    Math.Abs(next[level] - previous[level]), Math.Abs(next[level] - previous[level - 1]));
                if (error < smallest)
                {
                    (best, smallest) = (next[level], error);
                }
            }

            previous = next;
        }

        return best;
    }

    // A power of two near the spread, so that steps are exact.
    private static double[] Spreads(Points inputs, ReadOnlySpan<double> query)
    {
        var spreads = new double[query.Length];
        for (int j = 0; j < spreads.Length; j++)
        {
            (double low, double high) = (query[j], query[j]);
            for (int i = 0; i < inputs.Count; i++)
            {
                low = Math.Min(low, inputs.Values[i, j]);
                high = Math.Max(high, inputs.Values[i, j]);
            }

            double spread = high > low ? 0.25 * (high - low) : Math.Max(1, Math.Abs(query[j])) / 16;
            spreads[j] = Math.ScaleB(1, Math.ILogB(spread));
        }

        return spreads;
    }
}
