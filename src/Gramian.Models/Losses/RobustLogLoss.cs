using Gramian.Numerics;

namespace Gramian.Models.Losses;

/// <summary>
/// Represents the robust log loss, ℓ = ln((a + 1)/a) − ln(a + pᵧ) + Σₖ≠ᵧ ln(a + pₖ)/(K − 1), of p = softmax(f).
/// </summary>
/// <remarks>Over all labels it sums to a constant: a bounded, symmetric relative of cross-entropy.</remarks>
/// <param name="Offset">a, positive; 0.01 by default. The smaller, the nearer to cross-entropy.</param>
[Paper("patel2021memorization")]
public sealed record RobustLogLoss(double Offset = 0.01) : ClassLoss
{
    /// <summary>a.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double Offset { get; init => field = Guard.Positive(value, nameof(Offset)); } =
        Guard.Positive(Offset, nameof(Offset));

    /// <inheritdoc/>
    public override string Name => "robust log loss";

    /// <inheritdoc/>
    public override bool IsConvex => false;

    /// <inheritdoc/>
    public override double Evaluate(
        ReadOnlySpan<double> scores, int label, Span<double> gradient, Span<double> curvature)
    {
        int count = scores.Length;
        Softmax(scores, 1, curvature);
        double value = double.LogP1(1 / Offset);
        (double mean, double steep) = (0, 0);
        for (int k = 0; k < count; k++)
        {
            double weight = k == label ? -1 : 1.0 / (count - 1);
            value += weight * Math.Log(Offset + curvature[k]);
            gradient[k] = weight / (Offset + curvature[k]);
            mean += curvature[k] * gradient[k];
            steep += curvature[k] * Math.Abs(gradient[k]);
        }

        for (int k = 0; k < count; k++)
        {
            gradient[k] = curvature[k] * (gradient[k] - mean);

            // The logarithms of the others bend up where their probabilities are small beside a.
            double bend = k == label ? 0 : Offset / (Offset + curvature[k]) / (Offset + curvature[k]) / (count - 1);
            curvature[k] *= steep + bend;
        }

        return value;
    }
}
