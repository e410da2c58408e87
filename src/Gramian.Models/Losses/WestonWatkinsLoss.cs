using Gramian.Numerics;

namespace Gramian.Models.Losses;

/// <summary>
/// Represents Weston and Watkins' hinge, ℓ = Σₖ≠ᵧ max(0, δₖ), smoothed: τ Σₖ≠ᵧ ln(1 + exp(δₖ/τ)), at most
/// τ (K − 1) ln 2 above it.
/// </summary>
/// <param name="Smoothing">τ, positive, in the units of the scores; 0.05 by default.</param>
/// <param name="Margin">c in δₖ = fₖ − fᵧ + c, not negative; 1 by default.</param>
[Paper("weston1999support")]
public sealed record WestonWatkinsLoss(double Smoothing = 0.05, double Margin = 1) : ClassLoss
{
    /// <summary>τ.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double Smoothing { get; init => field = Guard.Positive(value, nameof(Smoothing)); } =
        Guard.Positive(Smoothing, nameof(Smoothing));

    /// <summary>c.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Margin { get; init => field = Guard.NonNegative(value, nameof(Margin)); } =
        Guard.NonNegative(Margin, nameof(Margin));

    /// <inheritdoc/>
    public override string Name => "Weston-Watkins hinge";

    /// <inheritdoc/>
    public override bool IsConvex => true;

    /// <inheritdoc/>
    public override double Evaluate(
        ReadOnlySpan<double> scores, int label, Span<double> gradient, Span<double> curvature)
    {
        LdrKlLoss.Excesses(scores, label, Margin, gradient);
        (double value, double pull, double bend) = (0, 0, 0);
        for (int k = 0; k < scores.Length; k++)
        {
            if (k == label)
            {
                continue;
            }

            double z = gradient[k] / Smoothing;
            double e = Math.Exp(-Math.Abs(z));
            value += Smoothing * (Math.Max(z, 0) + double.LogP1(e));
            gradient[k] = z >= 0 ? 1 / (1 + e) : e / (1 + e);

            // Twice the Hessian's: diag(d) − ddᵀ/Σd then lies above the star of the pairs (k, y).
            curvature[k] = 2 * e / ((1 + e) * (1 + e)) / Smoothing;
            pull += gradient[k];
            bend += curvature[k];
        }

        gradient[label] = -pull;
        curvature[label] = bend;
        return value;
    }
}
