using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.Densities;

/// <summary>
/// Represents the bandwidth of least Kullback–Leibler divergence from a normal law that has the spectrum of the data,
/// in the limit of large dimension.
/// </summary>
/// <remarks>
/// The spectrum is that of the covariance, or of the correlations when each axis has its length, with what a sample
/// spreads of it taken back; a full matrix is a multiple of the covariance. Asymptotic: at finite size the best
/// bandwidth is larger, in a few dimensions by far, and then the choice says so.
/// </remarks>
[Paper("biroli2024kernel")]
public sealed record LeastDivergenceBandwidth : IBandwidthRule
{
    // Below that many dimensions Scott's rule is nearer to the best bandwidth of a normal law.
    private const int FewestDimensions = 10;

    /// <inheritdoc/>
    public string Name => "kl";

    /// <summary>How many numbers the bandwidth has; one for each axis by default. One number for all axes takes the
    /// axes as they are.</summary>
    public BandwidthShape Shape { get; init; } = BandwidthShape.PerAxis;

    /// <inheritdoc/>
    public BandwidthChoice Choose(
        Points points, ReadOnlySpan<double> weights = default, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        Bandwidth unit = ReferenceBandwidth.Unit(Shape, points, weights);
        var thresholds = DensityThresholds.OfSample(unit.Scale(points), weights);
        return new BandwidthChoice(
            unit.Times(thresholds.Optimal), Name, thresholds.Dimension >= FewestDimensions
                ? null
                : FormattableString.Invariant(
                    $"The rule {Name} is that of a limit of many dimensions, and these points have ")
                    + FormattableString.Invariant($"{thresholds.Dimension}: it follows single points."));
    }
}
