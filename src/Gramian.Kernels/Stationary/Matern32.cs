using System.Runtime.CompilerServices;
using Gramian.Numerics;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Stationary;

/// <summary>Represents the Matérn kernel of smoothness ν = 3/2.</summary>
/// <remarks>
/// k(x, x′) = σ² (1 + s) e⁻ˢ, with s = √3 r and r² = Σⱼ (xⱼ − x′ⱼ)²/ℓⱼ². Once mean-square differentiable.
/// </remarks>
/// <param name="Lengthscale">ℓ, in the units of the inputs: one, or one for each coordinate.</param>
/// <param name="Variance">σ² = k(x, x), in the squared units of the outputs; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is not positive and finite.</exception>
[Paper("rasmussen2006gaussian", Where = "eq. 4.17")]
public sealed record Matern32(Lengthscales Lengthscale, double Variance = 1.0)
    : RadialKernel<Matern32.Profile>(Lengthscale, Variance)
{
    /// <summary>The kernel with lengthscale 1 and variance 1.</summary>
    public Matern32()
        : this(1.0)
    {
    }

    internal override string Keyword => "matern32";

    /// <inheritdoc/>
    protected internal override Kernel? KinkedPart => null;

    /// <inheritdoc/>
    public override Spectra.ISpectralDensity Spectrum(int dimension)
    {
        CheckDimension(Guard.AtLeast(dimension, 1));
        return new Spectra.MaternSpectrum(Lengthscale.Reciprocals(dimension), 1.5, Variance);
    }

    internal override double SteepestSlope => BinaryExponent.Ln2 * BinaryExponent.Ln2 / 2;

    internal override bool KnowsLogarithm => true;

    internal override void MapLogarithm(double logVariance, MatrixView<double> distances) =>
        TilePass.Map(new LogProfile(logVariance), 1, distances);

    /// <inheritdoc/>
    protected internal override double CoordinateScale => 1.7320508075688772 * BinaryExponent.Log2E;

    /// <summary>κ as a function of t = 3 (r log₂ e)².</summary>
    public readonly struct Profile : ILaneMap
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T t)
            where T : struct, ILane<T>
        {
            T root = T.Sqrt(T.Min(t, BinaryExponent.Vanishes));
            return T.MultiplyAdd(root, BinaryExponent.Ln2, 1.0) * T.Exp2(-root);
        }
    }

    // ln σ² + ln κ.
    private readonly struct LogProfile(double logVariance) : ILaneMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T t)
            where T : struct, ILane<T>
        {
            T s = BinaryExponent.Ln2 * T.Sqrt(T.Min(t, double.MaxValue));
            return logVariance + (T.Log1p(s) - s);
        }
    }
}
