using Gramian.Numerics;

namespace Gramian.Models.Losses;

/// <summary>Represents cross-entropy, ℓ = ln Σₖ exp(fₖ) − fᵧ: the likelihood of logistic regression.</summary>
[Paper("zhu2005kernel")]
public sealed record CrossEntropy : ClassLoss
{
    /// <inheritdoc/>
    public override string Name => "cross-entropy";

    /// <inheritdoc/>
    public override bool IsConvex => true;

    /// <inheritdoc/>
    public override double Evaluate(
        ReadOnlySpan<double> scores, int label, Span<double> gradient, Span<double> curvature)
    {
        double value = Softmax(scores, 1, curvature) - scores[label];
        curvature.CopyTo(gradient);
        gradient[label] = -Rest(curvature, label);
        return Math.Max(value, 0);
    }

    /// <inheritdoc/>
    public override bool TryProbabilities(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        Softmax(scores, 1, probabilities);
        return true;
    }
}
