using Gramian.Kernels;
using Gramian.Models.Densities.Evaluation;
using Gramian.Numerics;
using Gramian.Numerics.Contours;

namespace Gramian.Models.Densities;

/// <summary>Represents the set where a density is at least a level, {x : p(x) ≥ level}. Immutable; thread-safe.
/// </summary>
/// <remarks>
/// On one axis it is a union of intervals, on two a union of polygons, and in any dimension it tells which points are
/// inside. <see cref="RegionSearch"/> makes it.
/// </remarks>
public sealed class DensityRegion
{
    internal DensityRegion(FittedKernelDensity density, double? share, double logLevel)
    {
        (Density, Share, LogLevel) = (density, share, logLevel);
    }

    /// <summary>The density.</summary>
    public FittedKernelDensity Density { get; }

    /// <summary>The share of the density that was asked for; null when the level was.</summary>
    public double? Share { get; }

    /// <summary>The logarithm of the level, in nats per unit of volume.</summary>
    public double LogLevel { get; }

    /// <summary>The share of the density inside: integrated on one axis, estimated by draws on several.</summary>
    public double Mass { get; internal init; }

    /// <summary>On one axis a bound of what the ends may be wrong by; on several the standard error of the draws.
    /// </summary>
    public double MassError { get; internal init; }

    /// <summary>The intervals, ascending and apart, on one axis; empty on several.</summary>
    public IReadOnlyList<DensityInterval> Intervals { get; internal init; } = [];

    /// <summary>The polygons on two axes, x along the first; empty on another number of axes.</summary>
    public IReadOnlyList<Polygon> Polygons { get; internal init; } = [];

    /// <summary>The length of the intervals, the area of the polygons; NaN on more axes.</summary>
    public double Size { get; internal init; } = double.NaN;

    /// <summary>
    /// On one axis a bound of the error of the size; on two how much a grid of half as many lines changes the area,
    /// over 3, which estimates it. NaN on more axes.
    /// </summary>
    public double SizeError { get; internal init; } = double.NaN;

    /// <summary>
    /// The distance, in bandwidths of the narrowest point, between the places at which the density was looked at on one
    /// axis: gaps and islands shorter than that may be missed. NaN on several.
    /// </summary>
    public double Resolution { get; internal init; } = double.NaN;

    /// <summary>Says which points are inside, by their own density and not by intervals or polygons.</summary>
    /// <param name="queries">The m queries, of d coordinates.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The queries have another number of coordinates.</exception>
    public bool[] Contains(Points queries, ComputeOptions? options = null) => Array.ConvertAll(
        Density.Evaluate(queries, options: options).LogDensities, log => log >= LogLevel);
}
