using Gramian.Numerics.Functions;
using Gramian.Numerics.Random;

namespace Gramian.Kernels.Spectra;

// (1 + r²/(2α))^−α = ∫ exp(−τ r²/2) p(τ) dτ with τ of a gamma law of shape α and rate α. The density is the mixture
// (2π/τ)^(d/2) exp(−2π²‖ξ‖²/τ), which is 2 (2π)^(d/2) αᵅ/Γ(α) (c/α)^((α − d/2)/2) K_{α−d/2}(2√(αc)), c = 2π²‖ξ‖².
internal sealed class RationalQuadraticSpectrum(double[] reciprocals, double alpha, double variance)
    : FactorSpectrum(reciprocals, variance)
{
    protected override double PlainDensity(ReadOnlySpan<double> frequency)
    {
        double half = 0.5 * Dimension;
        double order = alpha - half;
        double c = 2 * Math.PI * Math.PI * SquaredNorm(frequency);
        double logFront = (half * Math.Log(2 * Math.PI)) + (alpha * Math.Log(alpha)) - SpecialFunctions.LogGamma(alpha);
        if (c == 0)
        {
            // The integral over τ is then of a gamma law of shape α − d/2, infinite unless that is positive.
            return order > 0
                ? Math.Exp(logFront + SpecialFunctions.LogGamma(order) - (order * Math.Log(alpha)))
                : double.PositiveInfinity;
        }

        double bessel = SpecialFunctions.BesselK(Math.Abs(order), 2 * Math.Sqrt(alpha * c));
        return 2 * Math.Exp(logFront + (0.5 * order * Math.Log(c / alpha))) * bessel;
    }

    protected override void SamplePlain(RandomStream random, Span<double> frequency) =>
        SampleNormal(random, frequency, Math.Sqrt(random.NextGamma(alpha) / alpha));
}
