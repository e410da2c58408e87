using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Kernels.Spectra;

internal sealed class ScaledSpectrum(double factor, ISpectralDensity inner) : ISpectralDensity
{
    public int Dimension => inner.Dimension;

    public double Variance => factor * inner.Variance;

    public double Density(ReadOnlySpan<double> frequency) => factor * inner.Density(frequency);

    public void Sample(RandomStream random, MatrixView<double> destination) => inner.Sample(random, destination);
}
