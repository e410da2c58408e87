using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Kernels.Spectra;

// A mixture: a frequency comes from a term with the probability of its share of the variance.
internal sealed class SumSpectrum : ISpectralDensity
{
    private readonly ISpectralDensity[] terms;

    private SumSpectrum(ISpectralDensity[] terms) => this.terms = terms;

    public int Dimension => terms[0].Dimension;

    public double Variance => terms.Sum(term => term.Variance);

    public static ISpectralDensity? Of(IReadOnlyList<ISpectralDensity?> terms) =>
        terms.All(term => term is not null) ? new SumSpectrum([.. terms.OfType<ISpectralDensity>()]) : null;

    public double Density(ReadOnlySpan<double> frequency)
    {
        double sum = 0;
        foreach (ISpectralDensity term in terms)
        {
            sum += term.Density(frequency);
        }

        return sum;
    }

    public void Sample(RandomStream random, MatrixView<double> destination)
    {
        for (int i = 0; i < destination.Rows; i++)
        {
            double left = random.NextDouble() * Variance;
            int chosen = 0;
            while (chosen < terms.Length - 1 && left >= terms[chosen].Variance)
            {
                left -= terms[chosen++].Variance;
            }

            terms[chosen].Sample(random, destination.Slice(i, 0, 1, destination.Columns));
        }
    }
}
