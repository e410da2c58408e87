using Gramian.Kernels;
using Gramian.Models.Densities.Evaluation;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Densities;

/// <summary>Finds the smallest regions that hold given shares of a density: {x : p(x) ≥ level}.</summary>
/// <remarks>
/// The level of a share s is the (1 − s) quantile of p at draws from p, so its error is that of the quantile: about
/// √(s(1 − s)/draws) in the share.
/// </remarks>
[Paper("hyndman1996computing")]
public static class HighestRegions
{
    /// <summary>The levels of the regions.</summary>
    /// <param name="density">The density.</param>
    /// <param name="shares">The shares, each between 0 and 1.</param>
    /// <param name="draws">The number of draws; at least 100; 4 000 by default.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>The logarithms of the levels, in the order of the shares.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A share is outside [0, 1], or there are too few draws.</exception>
    public static double[] Levels(
        FittedKernelDensity density, IReadOnlyList<double> shares, int draws = 4000, ulong seed = 0,
        ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(density);
        ArgumentNullException.ThrowIfNull(shares);
        Points drawn = density.Sample(Guard.AtLeast(draws, 100), new RandomStream(seed));
        double[] logs = density.Evaluate(drawn, options: options).LogDensities;
        return [.. shares.Select(share =>
            WeightedQuantile.Of(logs, default, 1 - Guard.InRange(share, 0, 1, nameof(shares))))];
    }
}
