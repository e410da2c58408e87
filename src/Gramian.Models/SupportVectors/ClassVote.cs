using Gramian.Models.Calibration;
using Gramian.Numerics;

namespace Gramian.Models.SupportVectors;

// From decision values to labels and probabilities. With probabilities the label is the most probable one, so that the
// two never disagree.
internal static class ClassVote
{
    private const double LeastProbability = 1e-7;

    public static double[] Decide(
        MulticlassScheme scheme, double[] labels, Matrix<double> values, IReadOnlyList<PlattScaling>? scalings)
    {
        if (scalings is not null)
        {
            Matrix<double> probabilities = Probabilities(labels.Length, values, scalings);
            return [.. Enumerable.Range(0, values.Rows).Select(i => labels[Largest(probabilities.Row(i))])];
        }

        int[] votes = new int[labels.Length];
        return [.. Enumerable.Range(0, values.Rows).Select(i => labels[scheme == MulticlassScheme.OneVersusRest
            ? Largest(values.Row(i))
            : MostVotes(votes, values.Row(i))])];
    }

    public static Matrix<double> Probabilities(
        int classes, Matrix<double> values, IReadOnlyList<IScoreScaling> scalings)
    {
        var probabilities = new Matrix<double>(values.Rows, classes);
        using var pairs = new Matrix<double>(classes, classes);
        for (int row = 0; row < values.Rows; row++)
        {
            for (int i = 0, f = 0; i < classes; i++)
            {
                for (int j = i + 1; j < classes; j++, f++)
                {
                    double p = Math.Clamp(
                        scalings[f].Probability(values[row, f]), LeastProbability, 1 - LeastProbability);
                    (pairs[i, j], pairs[j, i]) = (p, 1 - p);
                }
            }

            Span<double> line = probabilities.Row(row);
            if (classes == 2)
            {
                (line[0], line[1]) = (pairs[0, 1], pairs[1, 0]);
            }
            else
            {
                PairwiseCoupling.Solve(pairs, line);
            }
        }

        return probabilities;
    }

    private static int MostVotes(int[] votes, ReadOnlySpan<double> values)
    {
        Array.Clear(votes);
        for (int i = 0, f = 0; i < votes.Length; i++)
        {
            for (int j = i + 1; j < votes.Length; j++, f++)
            {
                votes[values[f] > 0 ? i : j]++;
            }
        }

        return Array.IndexOf(votes, votes.Max());
    }

    public static int Largest(ReadOnlySpan<double> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }
}
