using Gramian.Numerics;

namespace Gramian.Models.Losses;

/// <summary>Represents the squared error of the probabilities, ℓ = Σₖ (softmax(f)ₖ − eᵧₖ)²: Brier's score.</summary>
/// <remarks>Proper and bounded by 2; not convex in the scores. Its Gauss–Newton Hessian lies below that of
/// cross-entropy, which stands for it.</remarks>
[Paper("gneiting2007probabilistic")]
public sealed record BrierLoss : ClassLoss
{
    /// <inheritdoc/>
    public override string Name => "Brier score";

    /// <inheritdoc/>
    public override bool IsConvex => false;

    /// <inheritdoc/>
    public override double Evaluate(
        ReadOnlySpan<double> scores, int label, Span<double> gradient, Span<double> curvature)
    {
        Softmax(scores, 1, curvature);
        double rest = Rest(curvature, label);
        (double value, double mean) = (0, 0);
        for (int k = 0; k < scores.Length; k++)
        {
            double error = k == label ? -rest : curvature[k];
            gradient[k] = error;
            value += error * error;
            mean += curvature[k] * error;
        }

        for (int k = 0; k < scores.Length; k++)
        {
            gradient[k] = 2 * curvature[k] * (gradient[k] - mean);
        }

        return value;
    }

    /// <inheritdoc/>
    public override bool TryProbabilities(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        Softmax(scores, 1, probabilities);
        return true;
    }
}
