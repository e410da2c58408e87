using System.Runtime.CompilerServices;
using Gramian.Numerics;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Stationary;

/// <summary>Represents the Laplacian kernel, the exponential of the sum of absolute differences.</summary>
/// <remarks>
/// k(x, x′) = σ² exp(−Σⱼ |xⱼ − x′ⱼ|/ℓⱼ). A product over the coordinates; <see cref="Matern12"/> has the Euclidean
/// distance instead. The gradient with respect to a lengthscale is 0 where the coordinates are equal.
/// </remarks>
/// <param name="Lengthscale">ℓ, in the units of the inputs: one, or one for each coordinate.</param>
/// <param name="Variance">σ² = k(x, x), in the squared units of the outputs; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is not positive and finite.</exception>
[Paper("rahimi2007random", Where = "fig. 1")]
public sealed record Laplacian(Lengthscales Lengthscale, double Variance = 1.0)
    : DistanceKernel<Laplacian.Profile, ManhattanMetric>(Lengthscale, Variance)
{
    /// <summary>The kernel with lengthscale 1 and variance 1.</summary>
    public Laplacian()
        : this(1.0)
    {
    }

    internal override string Keyword => "laplacian";

    /// <summary>Makes k(x, x′) = exp(−γ Σⱼ |xⱼ − x′ⱼ|): ℓ = 1/γ.</summary>
    /// <param name="gamma">γ, in inverse units of the inputs; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">γ is not positive and finite.</exception>
    public static Laplacian FromGamma(double gamma) => new(1 / Guard.Positive(gamma));

    /// <inheritdoc/>
    public override Spectra.ISpectralDensity Spectrum(int dimension)
    {
        CheckDimension(Guard.AtLeast(dimension, 1));
        return new Spectra.CauchySpectrum(Lengthscale.Reciprocals(dimension), Variance);
    }

    internal override Kernel[] SeparateFactors(int dimension) => FactorsByCoordinate(dimension);

    internal override bool KnowsLogarithm => true;

    internal override void MapLogarithm(double logVariance, MatrixView<double> distances) =>
        TilePass.Map(new LogProfile(logVariance), 1, distances);

    /// <inheritdoc/>
    protected internal override double CoordinateScale => BinaryExponent.Log2E;

    /// <summary>κ as a function of log₂ e times the sum of scaled absolute differences.</summary>
    public readonly struct Profile : ILaneMap
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T distance)
            where T : struct, ILane<T> => T.Exp2(-distance);
    }

    // ln σ² + ln κ.
    private readonly struct LogProfile(double logVariance) : ILaneMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T distance)
            where T : struct, ILane<T> => T.MultiplyAdd(-BinaryExponent.Ln2, distance, logVariance);
    }
}
