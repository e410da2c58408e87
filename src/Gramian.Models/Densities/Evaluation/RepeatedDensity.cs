using Gramian.Kernels;
using Gramian.Kernels.FastSums;
using Gramian.Numerics;

namespace Gramian.Models.Densities.Evaluation;

/// <summary>Log densities at few places, many times over: the tree of the points is made once.</summary>
internal sealed class RepeatedDensity
{
    private readonly FittedKernelDensity density;
    private readonly ComputeOptions? options;
    private readonly GaussianLogSums? tree;   // null where pairs are summed
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
            tree = new GaussianLogSums(Scaled(density.Points), logShares);
            logScale -= isEqual ? Math.Log(density.Weights[0]) : 0;
        }
    }

    /// <summary>ln p at each query, to a relative error of 1e−10 or exactly.</summary>
    public double[] At(Points queries)
    {
        if (tree is null)
        {
            return density.LogDensity(queries, options);
        }

        double[] logs = new double[queries.Count];
        tree.Evaluate(Scaled(queries), logs, DensityTolerance.Exact.Relative, 0, options);
        foreach (ref double log in logs.AsSpan())
        {
            log -= logScale;
        }

        return logs;
    }

    // From a point among the others: differences keep their digits when all are far from zero.
    private Points Scaled(Points points)
    {
        var moved = Matrix<double>.Uninitialized(points.Count, points.Dimension);
        for (int i = 0; i < points.Count; i++)
        {
            for (int k = 0; k < origin.Length; k++)
            {
                moved[i, k] = points.Values[i, k] - origin[k];
            }
        }

        return density.Bandwidth.Scale(new Points(moved));
    }
}
