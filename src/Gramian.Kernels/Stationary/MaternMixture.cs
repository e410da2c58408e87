using System.Numerics;
using Gramian.Numerics;
using Gramian.Numerics.Functions;

namespace Gramian.Kernels.Stationary;

// 2^(1−ν)/Γ(ν) sᵛ K_ν(s) = ∫ exp(ν(u − ln 2) − eᵘ/2 − ln Γ(ν)) exp(−ν r² e^(−u)) du with s² = 2ν r², from the integral
// of K_ν over cosh by u = t + ln s. The integrand is analytic and falls off on both sides, so the trapezoidal rule
// converges exponentially; its error at r = 0 is 2 |Γ(ν + 2πi/h)|/Γ(ν), which chooses the step h.
internal sealed class MaternMixture : IEquatable<MaternMixture>
{
    private const double MinimumSmoothness = 0.1;
    private const double MaximumSmoothness = 100;
    private const double LogNegligible = -39;   // ln 1e-17

    private MaternMixture(double smoothness, double[] weights, double[] rates) =>
        (Smoothness, Weights, Rates) = (smoothness, weights, rates);

    public double Smoothness { get; }

    public double[] Weights { get; }

    public double[] Rates { get; }

    public static MaternMixture Of(double smoothness)
    {
        Guard.InRange(smoothness, MinimumSmoothness, MaximumSmoothness, nameof(Matern.Smoothness));
        double step = 0.35;
        while (LogGammaRatio(smoothness, 2 * Math.PI / step) > LogNegligible + 3)
        {
            step *= 0.95;
        }

        var weights = new List<double>();
        var rates = new List<double>();
        double peak = Math.Log(2 * smoothness);
        double atPeak = LogWeight(smoothness, peak);
        for (int direction = -1; direction <= 1; direction += 2)
        {
            for (int i = direction < 0 ? 1 : 0; ; i++)
            {
                double u = peak + (direction * i * step);
                double logWeight = LogWeight(smoothness, u);
                if (logWeight < atPeak + LogNegligible)
                {
                    break;
                }

                weights.Add(step * Math.Exp(logWeight));
                rates.Add(smoothness * Math.Exp(-u));
            }
        }

        double total = weights.Sum();
        return new MaternMixture(smoothness, [.. weights.Select(weight => weight / total)], [.. rates]);
    }

    public bool Equals(MaternMixture? other) => other is not null && Smoothness == other.Smoothness;

    public override bool Equals(object? obj) => Equals(obj as MaternMixture);

    public override int GetHashCode() => Smoothness.GetHashCode();

    private static double LogWeight(double smoothness, double u) =>
        (smoothness * (u - Math.Log(2))) - (Math.Exp(u) / 2) - SpecialFunctions.LogGamma(smoothness);

    // ln |Γ(ν + iy)/Γ(ν)| by Stirling's series, y being large.
    private static double LogGammaRatio(double smoothness, double y)
    {
        var z = new Complex(smoothness, y);
        Complex logGamma = ((z - 0.5) * Complex.Log(z)) - z + (0.5 * Math.Log(2 * Math.PI)) + (1 / (12 * z));
        return logGamma.Real - SpecialFunctions.LogGamma(smoothness);
    }
}
