using System.Runtime.CompilerServices;
using Gramian.Numerics;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Stationary;

/// <summary>Represents the Matérn kernel of smoothness ν = 5/2.</summary>
/// <remarks>
/// k(x, x′) = σ² (1 + s + s²/3) e⁻ˢ, with s = √5 r and r² = Σⱼ (xⱼ − x′ⱼ)²/ℓⱼ². Twice mean-square
/// differentiable.
/// </remarks>
/// <param name="Lengthscale">ℓ, in the units of the inputs: one, or one for each coordinate.</param>
/// <param name="Variance">σ² = k(x, x), in the squared units of the outputs; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is not positive and finite.</exception>
[Paper("rasmussen2006gaussian", Where = "eq. 4.17")]
public sealed record Matern52(Lengthscales Lengthscale, double Variance = 1.0)
    : RadialKernel<Matern52.Profile>(Lengthscale, Variance)
{
    /// <summary>The kernel with lengthscale 1 and variance 1.</summary>
    public Matern52()
        : this(1.0)
    {
    }

    internal override string Keyword => "matern52";

    /// <inheritdoc/>
    protected internal override Kernel? KinkedPart => null;

    /// <inheritdoc/>
    public override Spectra.ISpectralDensity Spectrum(int dimension)
    {
        CheckDimension(Guard.AtLeast(dimension, 1));
        return new Spectra.MaternSpectrum(Lengthscale.Reciprocals(dimension), 2.5, Variance);
    }

    internal override double SteepestSlope => BinaryExponent.Ln2 * BinaryExponent.Ln2 / 6;

    internal override bool KnowsLogarithm => true;

    internal override void MapLogarithm(double logVariance, MatrixView<double> distances) =>
        TilePass.Map(new LogProfile(logVariance), 1, distances);

    /// <inheritdoc/>
    protected internal override double CoordinateScale => 2.23606797749979 * BinaryExponent.Log2E;

    /// <summary>κ as a function of t = 5 (r log₂ e)².</summary>
    public readonly struct Profile : ILaneMap
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T t)
            where T : struct, ILane<T>
        {
            const double Ln2 = BinaryExponent.Ln2;
            T near = T.Min(t, BinaryExponent.Vanishes);
            T root = T.Sqrt(near);
            return T.MultiplyAdd(near, Ln2 * Ln2 / 3, T.MultiplyAdd(root, Ln2, 1.0)) * T.Exp2(-root);
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
            return logVariance + (T.Log1p(s + ((1.0 / 3.0) * s * s)) - s);
        }
    }
}
