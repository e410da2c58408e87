using Gramian.Numerics;
using Gramian.Numerics.Functions;

namespace Gramian.Models.Classification;

/// <summary>Evaluates E 1/(1 + e⁻ᶠ) for f ~ N(μ, v).</summary>
/// <remarks>
/// The trapezoidal rule on the whole line errs by e^(−2πc/h) times the size of the integrand at distance c from the
/// line. The logistic function has its nearest poles at ±iπ and the normal density has none but grows like e^(c²/2v)
/// there. With small v the integrand is the logistic function times the density; with large v, after integration by
/// parts, the logistic density times Φ. Each with steps for which that error is below 10⁻¹⁴ relative.
/// </remarks>
[Paper("trefethen2014exponentially")]
internal static class LogisticNormal
{
    private const double Switch = 6;
    private const double Reach = 12;         // standard deviations of the normal law
    private const double LogisticReach = 45; // the logistic density is below 10⁻¹⁹ there
    private const double Step = 0.45;
    private const double NormalStep = 0.6;   // of a standard deviation

    public static double Mean(double mean, double variance)
    {
        if (!(variance > 0))
        {
            return BinaryLink.Logistic(mean);
        }

        double deviation = Math.Sqrt(variance);
        return variance < Switch ? OverNormal(mean, deviation) : OverLogistic(mean, deviation);
    }

    private static double OverNormal(double mean, double deviation)
    {
        double step = Math.Min(NormalStep, Step / deviation);
        int last = (int)(Reach / step);
        (double sum, double mass) = (BinaryLink.Logistic(mean), 1);
        for (int i = 1; i <= last; i++)
        {
            double t = i * step;
            double weight = Math.Exp(-0.5 * t * t);
            sum += weight * (BinaryLink.Logistic(mean + (deviation * t)) + BinaryLink.Logistic(mean - (deviation * t)));
            mass += 2 * weight;
        }

        return sum / mass;
    }

    private static double OverLogistic(double mean, double deviation)
    {
        int last = (int)(LogisticReach / Step);
        double sum = 0.25 * SpecialFunctions.NormalCdf(mean / deviation);
        for (int i = 1; i <= last; i++)
        {
            double s = i * Step;
            double e = Math.Exp(-s);
            double density = e / ((1 + e) * (1 + e));
            sum += density * (SpecialFunctions.NormalCdf((mean - s) / deviation)
                + SpecialFunctions.NormalCdf((mean + s) / deviation));
        }

        return Step * sum;
    }
}
