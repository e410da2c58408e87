using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Kernels.Spectra;

/// <summary>Represents the spectral density of a stationary kernel: its Fourier transform.</summary>
/// <remarks>
/// S(ξ) = ∫ k(z) e^(−2πi ξ·z) dz with z = x − x′ and ξ in cycles per unit of the inputs, so that
/// k(z) = ∫ S(ξ) e^(2πi ξ·z) dξ and ∫ S = k(0). The angular frequency is ω = 2πξ.
/// </remarks>
public interface ISpectralDensity
{
    /// <summary>d, the number of coordinates of a frequency.</summary>
    int Dimension { get; }

    /// <summary>k(0), the integral of S.</summary>
    double Variance { get; }

    /// <summary>S(ξ).</summary>
    /// <param name="frequency">ξ, [d], in cycles per unit of the inputs.</param>
    /// <exception cref="ArgumentException">The length is not d.</exception>
    double Density(ReadOnlySpan<double> frequency);

    /// <summary>Draws frequencies from the law S / k(0).</summary>
    /// <param name="random">Gives the randomness.</param>
    /// <param name="destination">Receives a frequency in each row, [count, d], in cycles per unit of the
    /// inputs.</param>
    /// <exception cref="ArgumentException">The columns are not d.</exception>
    void Sample(RandomStream random, MatrixView<double> destination);
}
