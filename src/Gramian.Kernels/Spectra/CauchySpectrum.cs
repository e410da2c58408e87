using Gramian.Numerics.Random;

namespace Gramian.Kernels.Spectra;

// exp(−Σ|zⱼ|) ↔ ∏ⱼ 2 / (1 + 4π²ξⱼ²): every coordinate has a Cauchy law.
internal sealed class CauchySpectrum(double[] reciprocals, double variance) : FactorSpectrum(reciprocals, variance)
{
    protected override double PlainDensity(ReadOnlySpan<double> frequency)
    {
        double product = 1;
        foreach (double coordinate in frequency)
        {
            product *= 2 / (1 + (4 * Math.PI * Math.PI * coordinate * coordinate));
        }

        return product;
    }

    protected override void SamplePlain(RandomStream random, Span<double> frequency)
    {
        for (int k = 0; k < frequency.Length; k++)
        {
            frequency[k] = Math.Tan(Math.PI * (random.NextDouble() - 0.5)) / (2 * Math.PI);
        }
    }
}
