using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;

namespace Gramian.Models.Densities;

/// <summary>The sums of a density over its points, in units of the bandwidth.</summary>
/// <param name="profile">The profile.</param>
/// <param name="points">The points in bandwidths, [n, d].</param>
/// <param name="shares">Their weights, [n].</param>
/// <param name="factors">A factor on the bandwidth of each point, [n]; empty for none.</param>
internal sealed class DensitySums(DensityProfile profile, Points points, double[] shares, double[] factors)
{
    private readonly double[] logWeights = [.. shares.Select((share, i) =>
        Math.Log(share) - (factors.Length > 0 ? points.Dimension * Math.Log(factors[i]) : 0))];

    private readonly double[]? inverseSquares = factors.Length > 0
        ? Array.ConvertAll(factors, factor => 1 / (factor * factor))
        : null;

    /// <summary>The points in bandwidths.</summary>
    public Points Points => points;

    /// <summary>ln Σ (w K)ᵖ at each query.</summary>
    /// <param name="queries">The queries in bandwidths.</param>
    /// <param name="power">p, 1 or 2.</param>
    /// <param name="leavesSelf">Whether query i is point i, which is left out.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    public double[] Log(Points queries, int power, bool leavesSelf, ComputeOptions? options)
    {
        var logs = new double[queries.Count];
        double[] weights = power == 1 ? logWeights : Array.ConvertAll(logWeights, log => power * log);
        Reduce(queries, power, leavesSelf).LogSumExp(weights, logs, options);
        return logs;
    }

    /// <summary>The means of the points under their shares of each query's sum, [m, d]; 0 where the sum is 0.</summary>
    /// <param name="queries">The queries in bandwidths.</param>
    /// <param name="logFactors">The logarithms of a further factor on every weight, [n]; empty for none.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    public Matrix<double> Means(Points queries, double[] logFactors, ComputeOptions? options)
    {
        var means = new Matrix<double>(queries.Count, points.Dimension);
        double[] weights = logFactors.Length == 0
            ? logWeights
            : [.. logWeights.Zip(logFactors, (weight, factor) => weight + factor)];
        Reduce(queries, 1, leavesSelf: false).SoftmaxSums(points.Values, means, weights, options);
        return means;
    }

    private KernelReductions Reduce(Points queries, int power, bool leavesSelf)
    {
        Kernel? kernel = inverseSquares is not null ? null : power == 1 ? profile.Kernel : profile.Squared;
        if (kernel is not null && leavesSelf && ReferenceEquals(queries, points))
        {
            return kernel.Reduce(points, PairExclusion.Self);
        }

        return kernel is not null && !leavesSelf
            ? kernel.Reduce(queries, points)
            : new ProfileKernel(profile, power, inverseSquares, leavesSelf).Reduce(queries, points);
    }
}
