using Gramian.Numerics;

namespace Gramian.Models.Losses;

/// <summary>
/// Represents the label-distributionally robust loss of the Kullback–Leibler divergence, ℓ = λ ln (1/K) Σₖ exp(δₖ/λ).
/// </summary>
/// <remarks>
/// δₖ = fₖ − fᵧ + c (0 for k = y) are the margins by which other labels win. ℓ = max over distributions p of
/// Σ pₖ δₖ − λ KL(p, 1/K): the label is whatever hurts most, at a price. λ = 1, c = 0 is cross-entropy less ln K; λ → 0
/// is Crammer and Singer's hinge, λ → ∞ the mean of δ. Scores stand for π ∝ q (q + e^{c/λ} (1 − q)), q = softmax(f/λ).
/// </remarks>
/// <param name="Temperature">λ, in the units of the scores; positive, 1 by default.</param>
/// <param name="Margin">c, not negative; 0 by default.</param>
[Paper("zhu2023label")]
public sealed record LdrKlLoss(double Temperature = 1, double Margin = 0) : ClassLoss
{
    /// <summary>λ.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double Temperature { get; init => field = Guard.Positive(value, nameof(Temperature)); } =
        Guard.Positive(Temperature, nameof(Temperature));

    /// <summary>c.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Margin { get; init => field = Guard.NonNegative(value, nameof(Margin)); } =
        Guard.NonNegative(Margin, nameof(Margin));

    /// <inheritdoc/>
    public override string Name => "LDR-KL";

    /// <inheritdoc/>
    public override bool IsConvex => true;

    /// <inheritdoc/>
    public override double Evaluate(
        ReadOnlySpan<double> scores, int label, Span<double> gradient, Span<double> curvature)
    {
        Excesses(scores, label, Margin, gradient);
        double value = Temperature * (Softmax(gradient, Temperature, curvature) - Math.Log(scores.Length));
        curvature.CopyTo(gradient);
        gradient[label] = -Rest(curvature, label);
        foreach (ref double d in curvature)
        {
            d /= Temperature;
        }

        return value;
    }

    /// <inheritdoc/>
    public override bool TryProbabilities(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        Softmax(scores, Temperature, probabilities);
        double shrink = Math.Exp(-Margin / Temperature);
        double sum = 0;
        Span<double> q = scores.Length <= 128 ? stackalloc double[scores.Length] : new double[scores.Length];
        probabilities.CopyTo(q);
        for (int k = 0; k < q.Length; k++)
        {
            probabilities[k] = q[k] * ((q[k] * shrink) + Rest(q, k));
            sum += probabilities[k];
        }

        foreach (ref double p in probabilities)
        {
            p /= sum;
        }

        return true;
    }

    /// <summary>δₖ = fₖ − fᵧ + c, and 0 for the label.</summary>
    internal static void Excesses(ReadOnlySpan<double> scores, int label, double margin, Span<double> excesses)
    {
        for (int k = 0; k < scores.Length; k++)
        {
            excesses[k] = k == label ? 0 : scores[k] - scores[label] + margin;
        }
    }
}
