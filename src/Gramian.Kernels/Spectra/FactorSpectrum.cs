using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Kernels.Spectra;

// The spectrum of a kernel of scaled coordinates z/ℓ: that of the plain kernel at ζ = ℓξ, times ∏ ℓⱼ.
internal abstract class FactorSpectrum(double[] reciprocals, double variance) : ISpectralDensity
{
    public int Dimension => reciprocals.Length;

    public double Variance => variance;

    public double Density(ReadOnlySpan<double> frequency)
    {
        Guard.Length(frequency.Length, Dimension, nameof(frequency));
        double volume = 1;
        double[] scaled = new double[Dimension];
        for (int k = 0; k < scaled.Length; k++)
        {
            scaled[k] = frequency[k] / reciprocals[k];
            volume /= reciprocals[k];
        }

        return variance * volume * PlainDensity(scaled);
    }

    public void Sample(RandomStream random, MatrixView<double> destination)
    {
        ArgumentNullException.ThrowIfNull(random);
        Guard.Length(destination.Columns, Dimension, nameof(destination));
        for (int i = 0; i < destination.Rows; i++)
        {
            Span<double> frequency = destination.Row(i);
            SamplePlain(random, frequency);
            for (int k = 0; k < frequency.Length; k++)
            {
                frequency[k] *= reciprocals[k];
            }
        }
    }

    /// <summary>The density for lengthscale and variance 1.</summary>
    protected abstract double PlainDensity(ReadOnlySpan<double> frequency);

    /// <summary>A frequency for lengthscale 1, in cycles.</summary>
    protected abstract void SamplePlain(RandomStream random, Span<double> frequency);

    protected static double SquaredNorm(ReadOnlySpan<double> vector)
    {
        double sum = 0;
        foreach (double element in vector)
        {
            sum += element * element;
        }

        return sum;
    }

    // A frequency of exp(−r²/2) times a factor: angular frequencies are standard normal.
    protected static void SampleNormal(RandomStream random, Span<double> frequency, double factor)
    {
        for (int k = 0; k < frequency.Length; k++)
        {
            frequency[k] = factor * random.NextNormal() / (2 * Math.PI);
        }
    }
}
