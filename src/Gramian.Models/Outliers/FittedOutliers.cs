using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Outliers;

/// <summary>Represents a fitted idea of what rows are like. Immutable, and safe to share.</summary>
public abstract class FittedOutliers
{
    private readonly double[] sorted;
    private readonly double[] training;

    private protected FittedOutliers(Points points, double[] training)
    {
        (Points, this.training) = (points, training);
        sorted = [.. training.Order()];
    }

    /// <summary>The training rows, [n, d].</summary>
    public Points Points { get; }

    /// <summary>The score from which on a row is flagged; NaN when no score of the training rows is.</summary>
    public abstract double Threshold { get; }

    /// <summary>What the places with the score <see cref="Threshold"/> are, in a sentence.</summary>
    public abstract string FrontierText { get; }

    /// <summary>What a score is, in a few words.</summary>
    public abstract string ScoreName { get; }

    /// <summary>How the model was chosen, each a name and a value as text.</summary>
    public abstract IReadOnlyList<(string Name, string Value)> Facts { get; }

    /// <summary>What speaks against the choice, as sentences.</summary>
    public abstract IReadOnlyList<string> Notes { get; }

    /// <summary>How the model was solved; null when nothing was.</summary>
    public virtual Certificate? Certificate => null;

    /// <summary>The training rows, each judged as its model says.</summary>
    public OutlierScores Training => new(
        training, [.. training.Select(score => (double)AtLeast(score) / sorted.Length)],
        [.. training.Select(score => IsFlagged(score, (double)AtLeast(score) / sorted.Length))]);

    /// <summary>Judges other rows.</summary>
    /// <param name="queries">The m rows, of d columns.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The rows have another number of columns.</exception>
    public OutlierScores Score(Points queries, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(queries);
        QueryGuard.Columns(queries, Points.Dimension, "training rows");
        double[] scores = ScoreCore(queries, options);
        double[] ranks = Array.ConvertAll(scores, score => (1.0 + AtLeast(score)) / (1 + sorted.Length));
        return new OutlierScores(scores, ranks, [.. scores.Zip(ranks, IsFlagged)]);
    }

    /// <summary>The scores of rows whose dimension is checked.</summary>
    private protected abstract double[] ScoreCore(Points queries, ComputeOptions? options);

    /// <summary>Whether a row of a score and a rank is flagged.</summary>
    private protected abstract bool IsFlagged(double score, double rank);

    // How many training rows are at least as unusual.
    private int AtLeast(double score)
    {
        (int low, int high) = (0, sorted.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle] < score ? (middle + 1, high) : (low, middle);
        }

        return sorted.Length - low;
    }
}
