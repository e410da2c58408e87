using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.Densities;

/// <summary>Represents a way to choose the bandwidth of a Gaussian kernel from points.</summary>
public interface IBandwidthRule
{
    /// <summary>A short name, such as "scott".</summary>
    string Name { get; }

    /// <summary>Chooses a bandwidth.</summary>
    /// <param name="points">The n points, [n, d].</param>
    /// <param name="weights">
    /// The weights of the points, [n], not negative and not all 0; empty for equal weights.
    /// </param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The points do not vary, are too few, or have a dimension that the rule does
    /// not know; or the weights do not fit.</exception>
    BandwidthChoice Choose(Points points, ReadOnlySpan<double> weights = default, ComputeOptions? options = null);
}
