using Gramian.Numerics.Functions;
using Gramian.Numerics.Random;

namespace Gramian.Kernels.Spectra;

// Rasmussen and Williams, eq. 4.15: 2^d π^(d/2) Γ(ν + d/2) (2ν)^ν / Γ(ν) · (2ν + 4π²‖ξ‖²)^−(ν + d/2). The angular
// frequency has Student's law with 2ν degrees of freedom.
internal sealed class MaternSpectrum(double[] reciprocals, double smoothness, double variance)
    : FactorSpectrum(reciprocals, variance)
{
    protected override double PlainDensity(ReadOnlySpan<double> frequency)
    {
        double half = 0.5 * Dimension;
        double log = (Dimension * Math.Log(2)) + (half * Math.Log(Math.PI))
            + SpecialFunctions.LogGamma(smoothness + half) - SpecialFunctions.LogGamma(smoothness)
            + (smoothness * Math.Log(2 * smoothness))
            - ((smoothness + half) * Math.Log((2 * smoothness) + (4 * Math.PI * Math.PI * SquaredNorm(frequency))));
        return Math.Exp(log);
    }

    protected override void SamplePlain(RandomStream random, Span<double> frequency) =>
        SampleNormal(random, frequency, Math.Sqrt(smoothness / random.NextGamma(smoothness)));
}
