using System.Runtime.CompilerServices;
using Gramian.Kernels.Stationary;
using Gramian.Numerics;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Categorical;

/// <summary>Represents a kernel of categories: it falls by e^(−1/ℓⱼ) for every coordinate that differs.</summary>
/// <remarks>
/// k(x, x′) = σ² exp(−Σⱼ [xⱼ ≠ x′ⱼ]/ℓⱼ). Coordinates are codes: only their equality counts, not their order. The
/// exponential of the overlap count, so that it is positive definite on distinct points.
/// </remarks>
/// <param name="Lengthscale">ℓ, a pure number: one, or one for each coordinate.</param>
/// <param name="Variance">σ² = k(x, x), in the squared units of the outputs; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is not positive and finite.</exception>
[Paper("couto2005kernel")]
public sealed record CategoricalOverlap(Lengthscales Lengthscale, double Variance = 1.0)
    : DistanceKernel<CategoricalOverlap.Profile, MismatchMetric>(Lengthscale, Variance)
{
    /// <summary>The kernel with lengthscale 1 and variance 1.</summary>
    public CategoricalOverlap()
        : this(1.0)
    {
    }

    internal override string Keyword => "overlap";

    internal override Kernel[] SeparateFactors(int dimension) => FactorsByCoordinate(dimension);

    internal override bool KnowsLogarithm => true;

    internal override void MapLogarithm(double logVariance, MatrixView<double> distances) =>
        TilePass.Map(new LogProfile(logVariance), 1, distances);

    /// <inheritdoc/>
    protected internal override double CoordinateScale => BinaryExponent.Log2E;

    /// <summary>κ as a function of log₂ e times the weighted number of differences.</summary>
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
