namespace Gramian.Models.Losses;

/// <summary>Represents a loss φ(p) of the probability p = softmax(f)ᵧ of the true label alone. Immutable.</summary>
/// <remarks>
/// With u = −ln p and ψ = dφ/du the gradient is ψ (softmax(f) − eᵧ), and where φ is a concave function of u, as all of
/// these are, cross-entropy weighted by ψ lies above the loss and touches it: ψ softmax(f) is its curvature.
/// </remarks>
public abstract record ProbabilityLoss : ClassLoss
{
    /// <inheritdoc/>
    public override bool IsConvex => false;

    /// <inheritdoc/>
    public sealed override double Evaluate(
        ReadOnlySpan<double> scores, int label, Span<double> gradient, Span<double> curvature)
    {
        double surprise = Softmax(scores, 1, curvature) - scores[label];
        double p = curvature[label];
        double rest = Rest(curvature, label);
        double slope = Slope(p);
        for (int k = 0; k < scores.Length; k++)
        {
            gradient[k] = slope * (k == label ? -rest : curvature[k]);
            curvature[k] *= slope;
        }

        return Value(p, Math.Max(surprise, 0));
    }

    /// <summary>φ.</summary>
    /// <param name="probability">p, in [0, 1].</param>
    /// <param name="surprise">−ln p, to full accuracy where p is tiny.</param>
    protected abstract double Value(double probability, double surprise);

    /// <summary>ψ = −p dφ/dp, not negative.</summary>
    /// <param name="probability">p, in [0, 1].</param>
    protected abstract double Slope(double probability);

    /// <summary>π ∝ p/ψ(p), for losses whose p/ψ(p) grows with p.</summary>
    /// <param name="scores">f, [k].</param>
    /// <param name="probabilities">Receives π, [k].</param>
    private protected bool Escort(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        Softmax(scores, 1, probabilities);
        double sum = 0;
        foreach (ref double p in probabilities)
        {
            p = p == 0 ? 0 : p / Slope(p);
            sum += p;
        }

        foreach (ref double p in probabilities)
        {
            p /= sum;
        }

        return true;
    }
}
