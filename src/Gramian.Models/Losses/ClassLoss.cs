using Gramian.Numerics;

namespace Gramian.Models.Losses;

/// <summary>Represents what k scores cost when one of k labels is the true one. Immutable.</summary>
/// <remarks>
/// Adding the same number to all scores changes nothing, so that gradients sum to zero. Scores may have any finite
/// size: exponentials are taken of differences from the largest.
/// </remarks>
public abstract record ClassLoss
{
    /// <summary>A short name, as in tables and messages.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the loss is a convex function of the scores, so that a minimum found is the least.</summary>
    public abstract bool IsConvex { get; }

    /// <summary>The loss with its slopes.</summary>
    /// <param name="scores">f, [k], finite.</param>
    /// <param name="label">y, the place of the true label, from 0.</param>
    /// <param name="gradient">Receives ∂ℓ/∂f, [k].</param>
    /// <param name="curvature">
    /// Receives d ≥ 0, [k], for which diag(d) − ddᵀ/Σd is the Hessian, or a positive semidefinite stand-in for it: the
    /// metric in which a step is taken. It decides how fast a minimum is found, and not which.
    /// </param>
    /// <returns>ℓ(f, y).</returns>
    public abstract double Evaluate(
        ReadOnlySpan<double> scores, int label, Span<double> gradient, Span<double> curvature);

    /// <summary>
    /// The probabilities under which these scores have the least expected loss; false for a loss that tells none.
    /// </summary>
    /// <param name="scores">f, [k], finite.</param>
    /// <param name="probabilities">Receives π, [k], when it returns true.</param>
    public virtual bool TryProbabilities(ReadOnlySpan<double> scores, Span<double> probabilities) => false;

    /// <summary>ℓ(f, y).</summary>
    /// <param name="scores">f, [k], finite; at least two.</param>
    /// <param name="label">y, the place of the true label, from 0.</param>
    /// <exception cref="ArgumentException">There is no such label, or a score is not finite.</exception>
    public double Value(ReadOnlySpan<double> scores, int label)
    {
        Guard.AtLeast(scores.Length, 2, nameof(scores));
        Guard.AllFinite(scores, nameof(scores));
        ArgumentOutOfRangeException.ThrowIfNegative(label);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(label, scores.Length);
        var slopes = new double[2 * scores.Length];
        return Evaluate(scores, label, slopes.AsSpan(0, scores.Length), slopes.AsSpan(scores.Length));
    }

    /// <summary>p = softmax(f / temperature), and ln Σ exp(f / temperature).</summary>
    private protected static double Softmax(
        ReadOnlySpan<double> scores, double temperature, Span<double> probabilities)
    {
        double largest = scores[0];
        foreach (double score in scores)
        {
            largest = Math.Max(largest, score);
        }

        double sum = 0;
        for (int k = 0; k < scores.Length; k++)
        {
            probabilities[k] = Math.Exp((scores[k] - largest) / temperature);
            sum += probabilities[k];
        }

        for (int k = 0; k < scores.Length; k++)
        {
            probabilities[k] /= sum;
        }

        return (largest / temperature) + Math.Log(sum);
    }

    /// <summary>1 − p of one label as the sum of the others, which keeps its digits where p is near 1.</summary>
    private protected static double Rest(ReadOnlySpan<double> probabilities, int label)
    {
        double rest = 0;
        for (int k = 0; k < probabilities.Length; k++)
        {
            rest += k == label ? 0 : probabilities[k];
        }

        return rest;
    }
}
