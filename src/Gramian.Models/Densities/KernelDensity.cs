using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.Densities;

/// <summary>Represents a kernel density estimate: the recipe, before it has seen data. Immutable.</summary>
/// <remarks>
/// p(x) = Σᵢ wᵢ K(‖L⁻¹(x − xᵢ)‖) / det L with a normalised profile K, weights that sum to 1 and the
/// <see cref="Bandwidth"/> H = L Lᵀ. Densities are computed as logarithms, so that nothing underflows.
/// </remarks>
[Paper("silverman1986density")]
[Paper("abramson1982bandwidth")]
public sealed record KernelDensity
{
    /// <summary>The shape of each point; Gaussian by default.</summary>
    public DensityProfile Profile { get; init; } = DensityProfile.Gaussian;

    /// <summary>
    /// How the bandwidth is chosen; null (the default) for <see cref="ImprovedSheatherJones"/> on one axis and
    /// Silverman's rule, one number for each axis, on several. Rules choose for the Gaussian profile; for another one
    /// the choice is multiplied by <see cref="DensityProfile.CanonicalFactor"/>.
    /// </summary>
    public IBandwidthRule? Rule { get; init; }

    /// <summary>A given bandwidth, in place of a rule; null to use the rule.</summary>
    public Bandwidth? Bandwidth { get; init; }

    /// <summary>
    /// Where the values of each axis can lie, [d]; null (the default) for everywhere. A bandwidth counts in the
    /// coordinates of the support, in logarithms for one.
    /// </summary>
    public IReadOnlyList<AxisSupport>? Supports { get; init; }

    /// <summary>
    /// α, in [0, 1]: the bandwidth of point i is multiplied by (p̃(xᵢ)/g)^−α, with p̃ the estimate that has one
    /// bandwidth and g the geometric mean of p̃ over the points. 0 (the default) for one bandwidth; 1/2 is
    /// Abramson's rule.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside [0, 1].</exception>
    public double Sensitivity { get; init => field = Guard.InRange(value, 0, 1, nameof(Sensitivity)); }

    /// <summary>Chooses the bandwidth.</summary>
    /// <param name="points">The n points, at least 1; copied in units of the bandwidth.</param>
    /// <param name="weights">
    /// The weights of the points, [n], not negative and not all 0; empty for equal weights.
    /// </param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">There is no point, the weights do not fit, a point lies outside its support,
    /// or the rule cannot choose: the points do not vary.</exception>
    public FittedKernelDensity Fit(
        Points points, ReadOnlySpan<double> weights = default, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        options?.CancellationToken.ThrowIfCancellationRequested();
        double[] shares = SampleMoments.Shares(points.Count, weights);
        var coordinates = new DensityCoordinates(Supports, points.Dimension);
        Points inner = coordinates.ToInner(points, nameof(points));
        BandwidthChoice choice = Bandwidth is { } given
            ? new BandwidthChoice(given, "given")
            : Choose(inner, weights, options);
        var pilot = new FittedKernelDensity(Profile, choice, points, shares, coordinates, inner, 0, []);
        return Sensitivity == 0
            ? pilot
            : new FittedKernelDensity(
                Profile, choice, points, shares, coordinates, inner, Sensitivity,
                pilot.LocalFactors(Sensitivity, options));
    }

    private BandwidthChoice Choose(Points inner, ReadOnlySpan<double> weights, ComputeOptions? options)
    {
        IBandwidthRule rule = Rule
            ?? (inner.Dimension == 1 ? new ImprovedSheatherJones() : ReferenceBandwidth.Silverman);
        BandwidthChoice choice = rule.Choose(inner, weights, options);
        if (Profile == DensityProfile.Gaussian)
        {
            return choice;
        }

        double factor = Profile.CanonicalFactor(inner.Dimension);
        return choice with
        {
            Bandwidth = choice.Bandwidth.Times(factor),
            Rule = FormattableString.Invariant($"{choice.Rule}, times {factor:G4} for the {Profile.Name} profile"),
        };
    }
}
