using Gramian.Numerics.Random;

namespace Gramian.Kernels.Spectra;

// exp(−r²/2) ↔ (2π)^(d/2) exp(−2π²‖ξ‖²).
internal sealed class NormalSpectrum(double[] reciprocals, double variance) : FactorSpectrum(reciprocals, variance)
{
    protected override double PlainDensity(ReadOnlySpan<double> frequency) =>
        Math.Pow(2 * Math.PI, 0.5 * Dimension) * Math.Exp(-2 * Math.PI * Math.PI * SquaredNorm(frequency));

    protected override void SamplePlain(RandomStream random, Span<double> frequency) =>
        SampleNormal(random, frequency, 1);
}
