using Gramian.Models.Losses;
using Gramian.Numerics;
using Gramian.Numerics.Threading;

namespace Gramian.Models.Logistic;

/// <summary>
/// The weighted losses of all rows as a function of F: one column for two classes, whose scores are f/2 and −f/2, or
/// one for each class.
/// </summary>
internal sealed class RowLosses(LabelledRows rows, ClassLoss loss)
{
    private const int BlockRows = 128;

    public LabelledRows Rows { get; } = rows;

    public ClassLoss Loss { get; } = loss;

    /// <summary>q, the number of functions.</summary>
    public int Columns => Rows.Labels.Length == 2 ? 1 : Rows.Labels.Length;

    /// <summary>Σ w ℓ, with w ∂ℓ/∂F and the curvatures w d where they are asked for; of one column the second
    /// derivative.</summary>
    public double Evaluate(
        MatrixView<double> scores, Matrix<double>? gradient, Matrix<double>? curvature, ComputeOptions options)
    {
        int blocks = (Rows.Count + BlockRows - 1) / BlockRows;
        var sums = new double[blocks];
        WorkerTeam.Run(blocks, block =>
        {
            int classes = Rows.Labels.Length;
            var work = new double[3 * classes];
            int end = Math.Min(Rows.Count, (block + 1) * BlockRows);
            for (int i = block * BlockRows; i < end; i++)
            {
                sums[block] += Row(i, scores.Row(i), work, gradient, curvature);
            }
        }, options);
        options.CancellationToken.ThrowIfCancellationRequested();
        return sums.Sum();
    }

    /// <summary>The scores of the classes from a row of F.</summary>
    public static void Spread(ReadOnlySpan<double> row, Span<double> scores)
    {
        if (row.Length == 1)
        {
            (scores[0], scores[1]) = (0.5 * row[0], -0.5 * row[0]);
        }
        else
        {
            row.CopyTo(scores);
        }
    }

    /// <summary>The probabilities that a loss tells of the scores F, [m, k]; null when it tells none.</summary>
    public static Matrix<double>? Probabilities(ClassLoss loss, MatrixView<double> values, int classes)
    {
        var scores = new double[classes];
        if (!loss.TryProbabilities(scores, new double[classes]))
        {
            return null;
        }

        var probabilities = new Matrix<double>(values.Rows, classes);
        for (int i = 0; i < values.Rows; i++)
        {
            Spread(values.Row(i), scores);
            loss.TryProbabilities(scores, probabilities.Row(i));
        }

        return probabilities;
    }

    private double Row(
        int i, ReadOnlySpan<double> row, double[] work, Matrix<double>? gradient, Matrix<double>? curvature)
    {
        int classes = Rows.Labels.Length;
        Span<double> f = work.AsSpan(0, classes), g = work.AsSpan(classes, classes), d = work.AsSpan(2 * classes);
        Spread(row, f);
        double weight = Rows.Weights[i];
        double value = Loss.Evaluate(f, Rows.Classes[i], g, d);
        if (row.Length == 1)
        {
            double sum = d[0] + d[1];
            gradient?[i, 0] = weight * 0.5 * (g[0] - g[1]);
            curvature?[i, 0] = sum > 0 ? weight * d[0] * (d[1] / sum) : 0;
            return weight * value;
        }

        for (int c = 0; c < classes; c++)
        {
            gradient?[i, c] = weight * g[c];
            curvature?[i, c] = weight * d[c];
        }

        return weight * value;
    }
}
