using Gramian.Numerics;

namespace Gramian.Models.Losses;

/// <summary>
/// Represents Crammer and Singer's hinge, ℓ = maxₖ δₖ, smoothed: τ ln Σₖ exp(δₖ/τ), at most τ ln K above it.
/// </summary>
/// <param name="Smoothing">τ, positive, in the units of the scores; 0.05 by default.</param>
/// <param name="Margin">c in δₖ = fₖ − fᵧ + c (0 for k = y), not negative; 1 by default.</param>
[Paper("crammer2001algorithmic")]
public sealed record CrammerSingerLoss(double Smoothing = 0.05, double Margin = 1) : ClassLoss
{
    private readonly LdrKlLoss smooth = new(
        Guard.Positive(Smoothing, nameof(Smoothing)), Guard.NonNegative(Margin, nameof(Margin)));

    /// <summary>τ.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double Smoothing
    {
        get => smooth.Temperature;
        init => smooth = smooth with { Temperature = Guard.Positive(value, nameof(Smoothing)) };
    }

    /// <summary>c.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Margin
    {
        get => smooth.Margin;
        init => smooth = smooth with { Margin = Guard.NonNegative(value, nameof(Margin)) };
    }

    /// <inheritdoc/>
    public override string Name => "Crammer-Singer hinge";

    /// <inheritdoc/>
    public override bool IsConvex => true;

    /// <inheritdoc/>
    public override double Evaluate(
        ReadOnlySpan<double> scores, int label, Span<double> gradient, Span<double> curvature) =>
        smooth.Evaluate(scores, label, gradient, curvature) + (Smoothing * Math.Log(scores.Length));
}
