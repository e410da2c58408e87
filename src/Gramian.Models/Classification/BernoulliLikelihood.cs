using Gramian.Models.SparseProcesses;
using Gramian.Numerics;

namespace Gramian.Models.Classification;

/// <summary>Represents one of two labels, ±1, given one latent value; expectations by the trapezoidal rule.</summary>
/// <remarks>
/// log p is analytic within 2.8 of the real line, so steps of 0.6 err by less than 10⁻¹⁰; see
/// <see cref="LogisticNormal"/>.
/// </remarks>
[Paper("hensman2015scalable")]
[Paper("trefethen2014exponentially")]
internal sealed class BernoulliLikelihood(LabelLink link) : IJointLikelihood
{
    private const double Reach = 8;   // standard deviations
    private const double Step = 0.6;
    private const double NormalStep = 0.7;

    public double Expect(
        double target,
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> variances,
        Span<double> meanSlopes,
        Span<double> varianceSlopes,
        out double parameterSlope)
    {
        parameterSlope = 0;
        double deviation = Math.Sqrt(variances[0]);
        double step = Math.Min(NormalStep, Step / Math.Max(deviation, 1e-300));
        int last = (int)(Reach / step);
        (double value, double slope, double curvature, double mass) = (0, 0, 0, 0);
        for (int i = -last; i <= last; i++)
        {
            double t = i * step;
            double weight = Math.Exp(-0.5 * t * t);
            value += weight * BinaryLink.LogLikelihood(
                link, target, means[0] + (deviation * t), out double first, out double second, out _);
            slope += weight * first;
            curvature += weight * second;
            mass += weight;
        }

        // Slopes by the mean and the variance of a normal law are averages of the first and half the second derivative.
        meanSlopes[0] = slope / mass;
        varianceSlopes[0] = -0.5 * curvature / mass;
        return value / mass;
    }
}
