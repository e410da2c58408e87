using System.Runtime.CompilerServices;
using Gramian.Numerics;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Stationary;

/// <summary>Represents the squared exponential kernel.</summary>
/// <remarks>
/// k(x, x′) = σ² exp(−r²/2), with r² = Σⱼ (xⱼ − x′ⱼ)²/ℓⱼ². Infinitely smooth.
/// </remarks>
/// <param name="Lengthscale">ℓ, in the units of the inputs: one, or one for each coordinate.</param>
/// <param name="Variance">σ² = k(x, x), in the squared units of the outputs; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is not positive and finite.</exception>
[Paper("rasmussen2006gaussian", Where = "eq. 4.9")]
public sealed record Rbf(Lengthscales Lengthscale, double Variance = 1.0)
    : RadialKernel<ExponentialDecay>(Lengthscale, Variance)
{
    /// <summary>The kernel with lengthscale 1 and variance 1.</summary>
    public Rbf()
        : this(1.0)
    {
    }

    /// <summary>Makes k(x, x′) = exp(−γ ‖x − x′‖²), the convention of support vector machines: ℓ = 1/√(2γ).</summary>
    /// <param name="gamma">γ, in inverse squared units of the inputs; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">γ is not positive and finite.</exception>
    public static Rbf FromGamma(double gamma) => new(1 / Math.Sqrt(2 * Guard.Positive(gamma)));

    /// <summary>Makes k(x, x′) = exp(−‖x − x′‖²/h²), the convention of fast Gauss transforms: ℓ = h/√2.</summary>
    /// <param name="bandwidth">h, in the units of the inputs; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">h is not positive and finite.</exception>
    public static Rbf FromBandwidth(double bandwidth) => new(Guard.Positive(bandwidth) / Math.Sqrt(2));

    internal override string Keyword => "rbf";

    /// <inheritdoc/>
    protected internal override Kernel? KinkedPart => null;

    /// <inheritdoc/>
    public override Spectra.ISpectralDensity Spectrum(int dimension)
    {
        CheckDimension(Guard.AtLeast(dimension, 1));
        return new Spectra.NormalSpectrum(Lengthscale.Reciprocals(dimension), Variance);
    }

    internal override Kernel[] SeparateFactors(int dimension) => FactorsByCoordinate(dimension);

    internal override double SteepestSlope => BinaryExponent.Ln2;

    internal override bool KnowsLogarithm => true;

    internal override void MapLogarithm(double logVariance, MatrixView<double> distances) =>
        TilePass.Map(new LogProfile(logVariance), 1, distances);

    /// <inheritdoc/>
    protected internal override double CoordinateScale => RootScale;

    // √(½ log₂ e): squared distances t = ½ r² log₂ e then are exponents of 2, and κ = 2⁻ᵗ.
    internal const double RootScale = 0.8493218002880191;

    // ln σ² + ln κ.
    private readonly struct LogProfile(double logVariance) : ILaneMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T t)
            where T : struct, ILane<T> => T.MultiplyAdd(-BinaryExponent.Ln2, t, logVariance);
    }
}
