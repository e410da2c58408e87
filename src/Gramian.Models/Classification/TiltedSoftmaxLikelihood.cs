using Gramian.Models.SparseProcesses;
using Gramian.Numerics;

namespace Gramian.Models.Classification;

/// <summary>
/// Represents one of k labels given k latent values by the softmax; the target is the place of the label.
/// </summary>
/// <remarks>
/// E log Σ exp f has no closed form. It is at most ½ Σ a²v + log Σ exp(μ + (1 − 2a)v/2) for any a, a convex function of
/// a, whose minimum has a equal to the softmax of that exponent. There the slopes by v are −½ a(1 − a): never positive,
/// so that natural steps stay positive definite. So the bound of the evidence stays one, without chance.
/// </remarks>
[Paper("knowles2011nonconjugate")]
internal sealed class TiltedSoftmaxLikelihood(int classes) : IJointLikelihood
{
    private const int IterationLimit = 200;
    private const double Tolerance = 1e-12;

    public double Expect(
        double target,
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> variances,
        Span<double> meanSlopes,
        Span<double> varianceSlopes,
        out double parameterSlope)
    {
        parameterSlope = 0;
        Span<double> tilts = new double[classes];
        Span<double> trial = new double[classes];
        Span<double> shares = meanSlopes;
        means.CopyTo(tilts);
        NormalSoftmax.Apply(tilts);
        double bound = Bound(means, variances, tilts, shares);
        for (int iteration = 0; iteration < IterationLimit; iteration++)
        {
            double largest = 0;
            for (int c = 0; c < classes; c++)
            {
                largest = Math.Max(largest, Math.Abs(tilts[c] - shares[c]));
            }

            if (largest <= Tolerance || !TryImprove(means, variances, tilts, trial, shares, ref bound))
            {
                break;
            }
        }

        int own = (int)target;
        double value = means[own] - bound;
        for (int c = 0; c < classes; c++)
        {
            double a = tilts[c];
            varianceSlopes[c] = -0.5 * ((a * a) + ((1 - (2 * a)) * shares[c]));
            meanSlopes[c] = (c == own ? 1 : 0) - shares[c];
        }

        return value;
    }

    // A step along the gradient over the diagonal of the Hessian, halved until the bound falls.
    private bool TryImprove(
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> variances,
        Span<double> tilts,
        Span<double> trial,
        Span<double> shares,
        ref double bound)
    {
        Span<double> moves = new double[classes];
        for (int c = 0; c < classes; c++)
        {
            moves[c] = (shares[c] - tilts[c]) / (1 + (variances[c] * shares[c] * (1 - shares[c])));
        }

        for (double length = 1; length > 1e-6; length *= 0.5)
        {
            for (int c = 0; c < classes; c++)
            {
                trial[c] = tilts[c] + (length * moves[c]);
            }

            double value = Bound(means, variances, trial, shares);
            if (value <= bound)
            {
                bool falls = value < bound - (1e-16 * Math.Abs(bound));
                bound = value;
                trial.CopyTo(tilts);
                return falls;
            }
        }

        Bound(means, variances, tilts, shares);
        return false;
    }

    private double Bound(
        ReadOnlySpan<double> means, ReadOnlySpan<double> variances, ReadOnlySpan<double> tilts, Span<double> shares)
    {
        double squares = 0;
        for (int c = 0; c < classes; c++)
        {
            squares += 0.5 * tilts[c] * tilts[c] * variances[c];
            shares[c] = means[c] + (0.5 * (1 - (2 * tilts[c])) * variances[c]);
        }

        return squares + NormalSoftmax.Apply(shares);
    }
}
