using Gramian.Kernels;
using Gramian.Kernels.FastSums;
using Gramian.Numerics;

namespace Gramian.Models.Densities.Evaluation;

/// <summary>Log densities at few places, many times over: the points are sorted once.</summary>
internal sealed class RepeatedDensity
{
    private readonly FittedKernelDensity density;
    private readonly ComputeOptions? options;
    private readonly GaussianLogSums? sums;   // null where pairs are summed
    private readonly double[] origin;
    private readonly double logScale;

    public RepeatedDensity(FittedKernelDensity density, ComputeOptions? options)
    {
        (this.density, this.options) = (density, options);
        origin = density.Points.Values.Row(0).ToArray();
        logScale = density.LogScale;
        if (density.Profile == DensityProfile.Gaussian && density.Factors.IsEmpty
            && density.Supports.All(support => support == AxisSupport.Everywhere))
        {
            // Equal weights, the usual ones, are one factor of the whole sum.
            bool isEqual = density.Weights.IndexOfAnyExcept(density.Weights[0]) < 0;
            double[] logShares = isEqual ? [] : [.. density.Weights.ToArray().Select(share => Math.Log(share))];
            sums = new GaussianLogSums(density.Bandwidth.Scale(density.Points, origin, options), logShares);
            logScale -= isEqual ? Math.Log(density.Weights[0]) : 0;
        }
    }

    /// <summary>ln p at each query, to a relative error of 1e−10 or exactly.</summary>
    public double[] At(Points queries)
    {
        if (sums is null)
        {
            return density.LogDensity(queries, options);
        }

        double[] logs = new double[queries.Count];
        sums.Evaluate(
            density.Bandwidth.Scale(queries, origin, options), logs, DensityTolerance.Exact.Relative, 0, options);
        foreach (ref double log in logs.AsSpan())
        {
            log -= logScale;
        }

        return logs;
    }
}
