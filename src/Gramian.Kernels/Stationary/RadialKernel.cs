using Gramian.Numerics.Lanes;

namespace Gramian.Kernels.Stationary;

/// <summary>Represents a kernel of the scaled Euclidean distance alone: k(x, x′) = σ² κ(r²).</summary>
/// <remarks>r² = Σⱼ (xⱼ − x′ⱼ)² / ℓⱼ².</remarks>
/// <typeparam name="TProfile">κ as a function of r², with κ(0) = 1.</typeparam>
/// <param name="Lengthscale">ℓ, in the units of the inputs: one, or one for each coordinate.</param>
/// <param name="Variance">σ² = k(x, x), in the squared units of the outputs; positive and finite.</param>
public abstract record RadialKernel<TProfile>(Lengthscales Lengthscale, double Variance)
    : DistanceKernel<TProfile, EuclideanMetric>(Lengthscale, Variance)
    where TProfile : struct, ILaneMap;
