using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.Densities;

/// <summary>Represents a kernel density estimate: the recipe, before it has seen data. Immutable.</summary>
/// <remarks>
/// p(x) = Σᵢ wᵢ K(‖L⁻¹(x − xᵢ)‖) / det L with a normalised profile K, weights that sum to 1 and the
/// <see cref="Bandwidth"/> H = L Lᵀ. Densities are computed as logarithms, so that nothing underflows.
/// </remarks>
[Paper("silverman1986density")]
public sealed record KernelDensity
{
    /// <summary>The shape of each point; Gaussian by default.</summary>
    public DensityProfile Profile { get; init; } = DensityProfile.Gaussian;

    /// <summary>
    /// How the bandwidth is chosen; null (the default) for <see cref="ImprovedSheatherJones"/> on one axis and
    /// Silverman's rule, one number for each axis, on several. The rules are made for the Gaussian profile.
    /// </summary>
    public IBandwidthRule? Rule { get; init; }

    /// <summary>A given bandwidth, in place of a rule; null to use the rule.</summary>
    public Bandwidth? Bandwidth { get; init; }

    /// <summary>Chooses the bandwidth.</summary>
    /// <param name="points">The n points, at least 1; copied in units of the bandwidth.</param>
    /// <param name="weights">
    /// The weights of the points, [n], not negative and not all 0; empty for equal weights.
    /// </param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">There is no point, the weights do not fit, or the rule cannot choose: the
    /// points do not vary.</exception>
    public FittedKernelDensity Fit(
        Points points, ReadOnlySpan<double> weights = default, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        double[] shares = SampleMoments.Shares(points.Count, weights);
        IBandwidthRule rule = Rule
            ?? (points.Dimension == 1 ? new ImprovedSheatherJones() : ReferenceBandwidth.Silverman);
        BandwidthChoice choice = Bandwidth is { } given
            ? new BandwidthChoice(given, "given")
            : rule.Choose(points, weights, options);
        return new FittedKernelDensity(Profile, choice, points, shares);
    }
}
