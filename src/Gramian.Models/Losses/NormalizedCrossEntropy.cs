using Gramian.Numerics;

namespace Gramian.Models.Losses;

/// <summary>Represents normalised cross-entropy, ℓ = ln pᵧ / Σₖ ln pₖ, in [0, 1]: robust, but it fits slowly.</summary>
/// <remarks>Made to be one part of an <see cref="ActivePassiveLoss"/>. The stand-in for its Hessian leaves out what
/// bends down.</remarks>
[Paper("ma2020normalized")]
public sealed record NormalizedCrossEntropy : ClassLoss
{
    /// <inheritdoc/>
    public override string Name => "normalised cross-entropy";

    /// <inheritdoc/>
    public override bool IsConvex => false;

    /// <inheritdoc/>
    public override double Evaluate(
        ReadOnlySpan<double> scores, int label, Span<double> gradient, Span<double> curvature)
    {
        int count = scores.Length;
        double norm = Softmax(scores, 1, curvature);
        double all = 0;
        foreach (double score in scores)
        {
            all += norm - score;
        }

        double own = Math.Max(norm - scores[label], 0);
        double rest = Rest(curvature, label);
        double share = own / all;
        for (int k = 0; k < count; k++)
        {
            double toLabel = k == label ? -rest : curvature[k];
            gradient[k] = (toLabel - (share * ((count * curvature[k]) - 1))) / all;
        }

        for (int k = 0; k < count; k++)
        {
            curvature[k] /= all;
        }

        return share;
    }
}
