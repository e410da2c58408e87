using Gramian.Kernels;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;

namespace Gramian.Models.Calibration;

// The numbers of a classifier that a scaling reads, and the classes that each column sets against each other.
internal static class ClassScores
{
    // So that the logarithm of an impossible class stays finite.
    private const double LeastProbability = 1e-12;

    /// <summary>A score for each class: log probabilities where the classifier knows them.</summary>
    public static Matrix<double> PerClass(IClassifier classifier, Points queries, ComputeOptions? options)
    {
        int k = classifier.Labels.Count;
        var scores = new Matrix<double>(queries.Count, k);
        if (classifier.Probabilities(queries, options) is { } probabilities)
        {
            for (int i = 0; i < scores.Rows; i++)
            {
                for (int c = 0; c < k; c++)
                {
                    scores[i, c] = Math.Log(Math.Max(probabilities[i, c], LeastProbability));
                }
            }

            return scores;
        }

        Matrix<double> values = classifier.DecisionValues(queries, options);
        (int For, int Against)[] columns = Columns(classifier, values.Columns);
        for (int i = 0; i < scores.Rows; i++)
        {
            for (int f = 0; f < columns.Length; f++)
            {
                // A margin of two is shared out, so that the difference of both scores is the margin itself.
                bool pair = columns[f].Against >= 0;
                scores[i, columns[f].For] += pair ? values[i, f] / 2 : values[i, f];
                if (pair)
                {
                    scores[i, columns[f].Against] -= values[i, f] / 2;
                }
            }
        }

        return scores;
    }

    /// <summary>The class that each of some columns speaks for, and the one against; −1 for all others.</summary>
    public static (int For, int Against)[] Columns(IClassifier classifier, int columns)
    {
        int k = classifier.Labels.Count;
        if (k == 2 && columns == 1)
        {
            return [(0, 1)];
        }

        return classifier.DecisionScheme == MulticlassScheme.OneVersusOne
            ? [.. from i in Enumerable.Range(0, k) from j in Enumerable.Range(i + 1, k - i - 1) select (i, j)]
            : [.. Enumerable.Range(0, k).Select(c => (c, -1))];
    }
}
