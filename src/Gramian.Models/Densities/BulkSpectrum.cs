using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Models.Densities;

/// <summary>The variances along the principal axes of a law, from a sample.</summary>
/// <remarks>
/// Eigenvalues of a sample covariance spread around those of the law, the more so the fewer rows there are for each
/// axis. They are drawn back to their mean by the share of least mean squared error that the sample itself tells.
/// </remarks>
[Paper("ledoit2004well")]
internal static class BulkSpectrum
{
    private const double Negligible = 1e-12;

    /// <summary>The variances, positive, ascending; of axes in which the sample cannot vary none. Empty when all points
    /// are the same.</summary>
    public static double[] Of(Points points, SampleMoments moments, ReadOnlySpan<double> weights)
    {
        double[] eigenvalues = SymmetricEigen<double>.ComputeValues(moments.Covariance);
        double largest = eigenvalues[^1];
        int varying = Enumerable.Range(0, points.Dimension).Count(j => moments.Covariance[j, j] > Negligible * largest);
        double[] kept = [.. eigenvalues.Where(value => value > Negligible * largest)];

        // Fewer rows than axes leave directions without variance for want of rows: these exist all the same.
        double[] shares = SampleMoments.Shares(points.Count, weights);
        if (kept.Length == shares.Count(share => share > 0) - 1)
        {
            kept = [.. Enumerable.Repeat(0.0, Math.Max(0, varying - kept.Length)), .. kept];
        }

        double mean = kept.DefaultIfEmpty().Average();
        double back = Shrinkage(points, moments, shares, kept, mean);
        return [.. kept.Select(value => (back * mean) + ((1 - back) * value)).Where(value => value > 0)];
    }

    // The squared error of the covariance over its squared distance from a multiple of the identity, by the sample.
    private static double Shrinkage(
        Points points, SampleMoments moments, double[] shares, double[] variances, double mean)
    {
        double biased = 1 - (1 / moments.EffectiveCount);
        double norm = variances.Sum(value => value * value) * biased * biased;
        (double spread, double squares) = (0, 0);
        for (int i = 0; i < points.Count; i++)
        {
            double length = 0;
            ReadOnlySpan<double> row = points.Values.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                length += (row[j] - moments.Mean[j]) * (row[j] - moments.Mean[j]);
            }

            spread += shares[i] * shares[i] * length * length;
            squares += shares[i] * shares[i];
        }

        double error = spread - (squares * norm);
        double distance = variances.Sum(value => (value - mean) * (value - mean)) * biased * biased;
        return distance > 0 ? Math.Clamp(error / distance, 0, 1) : 0;
    }
}
