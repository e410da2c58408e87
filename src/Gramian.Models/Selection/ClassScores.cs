using Gramian.Numerics;

namespace Gramian.Models.Selection;

/// <summary>
/// Holds what each row contributes to the metrics of a classification, so that resampled rows are measured in O(m k).
/// </summary>
internal sealed class ClassScores
{
    private const double LeastProbability = 1.0 / (1L << 52);
    private readonly int classes;
    private readonly int[] observed;
    private readonly bool[] right;
    private readonly double[] losses = [];
    private readonly double[] briers = [];
    private readonly double[] confidences = [];
    private readonly int[] bins = [];

    // For each class, the rows by rising probability, and for each place whether the next has the same probability.
    private readonly int[][] orders = [];
    private readonly bool[][] ties = [];

    public ClassScores(ClassPrediction prediction, ReadOnlySpan<int> observed)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        Guard.Length(observed.Length, prediction.Count, nameof(observed));
        Guard.AtLeast(observed.Length, 1, nameof(observed));
        classes = prediction.Classes.Count;
        foreach (int place in observed)
        {
            Guard.InRange(place, 0, classes - 1, nameof(observed));
        }

        this.observed = observed.ToArray();
        right = [.. prediction.Labels.Zip(this.observed, (label, place) => label == place)];
        if (prediction.Probabilities is { } probabilities)
        {
            int m = observed.Length;
            (losses, briers, confidences, bins) = (new double[m], new double[m], new double[m], new int[m]);
            for (int row = 0; row < m; row++)
            {
                Score(row, probabilities.Row(row));
            }

            orders = [.. Enumerable.Range(0, classes).Select(c => Order(probabilities, c))];
            ties = [.. orders.Select((order, c) => Ties(probabilities, order, c))];
        }
    }

    /// <summary>The loss of each row, −log p of the observed class; 0 and 1 for wrong and right without
    /// probabilities.</summary>
    public double[] Losses => losses;

    /// <summary>Whether each row was predicted as observed.</summary>
    public bool[] Right => right;

    /// <summary>The metrics of rows that count several times or not at all.</summary>
    public ClassificationMetrics Measure(int[] counts)
    {
        double total = 0;
        double hits = 0;
        double[] rows = new double[classes];
        double[] recognised = new double[classes];
        for (int i = 0; i < counts.Length; i++)
        {
            total += counts[i];
            rows[observed[i]] += counts[i];
            hits += right[i] ? counts[i] : 0;
            recognised[observed[i]] += right[i] ? counts[i] : 0;
        }

        int present = rows.Count(count => count > 0);
        double balanced = 0;
        for (int c = 0; c < classes; c++)
        {
            balanced += rows[c] > 0 ? recognised[c] / rows[c] / present : 0;
        }

        return losses.Length == 0
            ? new ClassificationMetrics(hits / total, balanced, double.NaN, double.NaN, double.NaN, double.NaN)
            : new ClassificationMetrics(
                hits / total, balanced, Mean(losses, counts, total), Mean(briers, counts, total),
                Area(counts, rows, total, present), CalibrationError(counts, total));
    }

    private void Score(int row, ReadOnlySpan<double> probabilities)
    {
        double squares = 0;
        double highest = 0;
        for (int c = 0; c < probabilities.Length; c++)
        {
            double error = probabilities[c] - (c == observed[row] ? 1 : 0);
            squares += error * error;
            highest = Math.Max(highest, probabilities[c]);
        }

        losses[row] = -Math.Log(Math.Clamp(probabilities[observed[row]], LeastProbability, 1));
        briers[row] = classes == 2 ? squares / 2 : squares;
        confidences[row] = highest;
        bins[row] = Math.Min((int)(highest * ClassificationMetrics.Bins), ClassificationMetrics.Bins - 1);
    }

    private static double Mean(double[] values, int[] counts, double total)
    {
        double sum = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            sum += counts[i] * values[i];
        }

        return sum / total;
    }

    // The share of pairs of a row of the class and another row that stand in the right order, ties as one half.
    private double Area(int[] counts, double[] rows, double total, int present)
    {
        if (present < 2)
        {
            return double.NaN;
        }

        double sum = 0;
        for (int c = 0; c < classes; c++)
        {
            if (rows[c] == 0)
            {
                continue;
            }

            (double pairs, double others, double inside, double outside) = (0, 0, 0, 0);
            for (int place = 0; place < counts.Length; place++)
            {
                int row = orders[c][place];
                inside += observed[row] == c ? counts[row] : 0;
                outside += observed[row] == c ? 0 : counts[row];
                if (!ties[c][place])
                {
                    pairs += inside * (others + (0.5 * outside));
                    others += outside;
                    (inside, outside) = (0, 0);
                }
            }

            sum += pairs / (rows[c] * (total - rows[c]));
        }

        return sum / present;
    }

    private double CalibrationError(int[] counts, double total)
    {
        double[] excess = new double[ClassificationMetrics.Bins];
        for (int i = 0; i < counts.Length; i++)
        {
            excess[bins[i]] += counts[i] * ((right[i] ? 1 : 0) - confidences[i]);
        }

        return excess.Sum(Math.Abs) / total;
    }

    private static int[] Order(Matrix<double> probabilities, int c)
    {
        double[] keys = probabilities.View.ColumnToArray(c);
        int[] rows = [.. Enumerable.Range(0, keys.Length)];
        Array.Sort(keys, rows);
        return rows;
    }

    private static bool[] Ties(Matrix<double> probabilities, int[] order, int c)
    {
        var tied = new bool[order.Length];
        for (int place = 0; place + 1 < order.Length; place++)
        {
            tied[place] = probabilities[order[place], c] == probabilities[order[place + 1], c];
        }

        return tied;
    }
}
