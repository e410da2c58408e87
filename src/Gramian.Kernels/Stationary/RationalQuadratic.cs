using System.Runtime.CompilerServices;
using Gramian.Kernels.Text;
using Gramian.Numerics;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Stationary;

/// <summary>Represents the rational quadratic kernel, a mixture of squared exponentials of many lengthscales.</summary>
/// <remarks>
/// k(x, x′) = σ² (1 + r²/(2α))^(−α), with r² = Σⱼ (xⱼ − x′ⱼ)²/ℓⱼ². It tends to <see cref="Rbf"/> as α → ∞.
/// </remarks>
/// <param name="Lengthscale">ℓ, in the units of the inputs: one, or one for each coordinate.</param>
/// <param name="Alpha">α, a pure number: the smaller, the heavier the tail; positive and finite.</param>
/// <param name="Variance">σ² = k(x, x), in the squared units of the outputs; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is not positive and finite.</exception>
[Paper("rasmussen2006gaussian", Where = "eq. 4.19")]
public sealed record RationalQuadratic(Lengthscales Lengthscale, double Alpha = 1.0, double Variance = 1.0)
    : RadialKernel<RationalQuadratic.Profile>(Lengthscale, Variance)
{
    private static readonly ParameterDefinition[] All =
    [
        new ScalarParameter<RationalQuadratic>(
            "alpha", 1, static k => k.Alpha, static (k, value) => k with { Alpha = value }),
        LengthscaleDefinition,
        ParameterDefinition.Variance,
    ];

    /// <summary>The kernel with lengthscale 1, α = 1 and variance 1.</summary>
    public RationalQuadratic()
        : this(1.0)
    {
    }

    /// <summary>α, a pure number: the smaller, the heavier the tail.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double Alpha { get; init => field = Guard.Positive(value, nameof(Alpha)); } = Guard.Positive(Alpha);

    internal override string Keyword => "rationalquadratic";

    /// <inheritdoc/>
    protected internal override Kernel? KinkedPart => null;

    internal override IReadOnlyList<ParameterDefinition> Definitions => All;

    /// <inheritdoc/>
    public override Spectra.ISpectralDensity Spectrum(int dimension)
    {
        CheckDimension(Guard.AtLeast(dimension, 1));
        return new Spectra.RationalQuadraticSpectrum(Lengthscale.Reciprocals(dimension), Alpha, Variance);
    }

    /// <inheritdoc/>
    protected internal override Profile MakeProfile() => new(Alpha);

    internal override void ContractProfile(
        MatrixView<double> weights, MatrixView<double> distances, Span<double> gradient)
    {
        TilePass.Map(new AlphaSlope(Alpha), 1, distances);
        gradient[0] += Variance * Alpha * TilePass.Dot(weights, distances);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Evaluate<T>(T r2, T alpha)
        where T : struct, ILane<T> => T.Exp(-alpha * T.Log1p(r2 / (2.0 * alpha)));

    internal override double SteepestSlope => 0.5;

    internal override bool KnowsLogarithm => true;

    internal override void MapLogarithm(double logVariance, MatrixView<double> distances) =>
        TilePass.Map(new LogProfile(Alpha, logVariance), 1, distances);

    /// <summary>κ as a function of r².</summary>
    /// <param name="alpha">α.</param>
    public readonly struct Profile(double alpha) : ILaneMap
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T r2)
            where T : struct, ILane<T> => Evaluate<T>(r2, alpha);
    }

    // ∂κ/∂α, from the same formula with α as the variable of a dual number.
    private readonly struct AlphaSlope(double alpha) : ILaneMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T r2)
            where T : struct, ILane<T> => Evaluate(new Dual<T>(r2, 0.0), Dual<T>.Variable(alpha)).Derivative;
    }

    // ln σ² + ln κ.
    private readonly struct LogProfile(double alpha, double logVariance) : ILaneMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T r2)
            where T : struct, ILane<T> => logVariance - (alpha * T.Log1p(r2 / (2.0 * alpha)));
    }
}
