using System.Runtime.CompilerServices;
using Gramian.Numerics;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Stationary;

/// <summary>Represents the Matérn kernel of smoothness ν = 1/2, the exponential kernel.</summary>
/// <remarks>
/// k(x, x′) = σ² e⁻ʳ, with r² = Σⱼ (xⱼ − x′ⱼ)²/ℓⱼ². Continuous, nowhere differentiable; the gradient with respect
/// to a lengthscale is 0 at r = 0. The distance is Euclidean: <see cref="Laplacian"/> has the sum of coordinates.
/// </remarks>
/// <param name="Lengthscale">ℓ, in the units of the inputs: one, or one for each coordinate.</param>
/// <param name="Variance">σ² = k(x, x), in the squared units of the outputs; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is not positive and finite.</exception>
[Paper("rasmussen2006gaussian", Where = "eq. 4.14")]
public sealed record Matern12(Lengthscales Lengthscale, double Variance = 1.0)
    : RadialKernel<Matern12.Profile>(Lengthscale, Variance)
{
    /// <summary>The kernel with lengthscale 1 and variance 1.</summary>
    public Matern12()
        : this(1.0)
    {
    }

    internal override string Keyword => "matern12";

    /// <inheritdoc/>
    public override Spectra.ISpectralDensity Spectrum(int dimension)
    {
        CheckDimension(Guard.AtLeast(dimension, 1));
        return new Spectra.MaternSpectrum(Lengthscale.Reciprocals(dimension), 0.5, Variance);
    }

    internal override bool KnowsLogarithm => true;

    internal override void MapLogarithm(double logVariance, MatrixView<double> distances) =>
        TilePass.Map(new LogProfile(logVariance), 1, distances);

    /// <inheritdoc/>
    protected internal override double CoordinateScale => BinaryExponent.Log2E;

    /// <summary>κ as a function of t = (r log₂ e)².</summary>
    public readonly struct Profile : ILaneMap
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T t)
            where T : struct, ILane<T>
            => T.Exp2(-T.Sqrt(t));
    }

    // ln σ² + ln κ.
    private readonly struct LogProfile(double logVariance) : ILaneMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T t)
            where T : struct, ILane<T> => T.MultiplyAdd(-BinaryExponent.Ln2, T.Sqrt(t), logVariance);
    }
}
