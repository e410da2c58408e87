using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Models.Densities;

/// <summary>The mean and the unbiased covariance of weighted points, and the number of equal points they are worth.
/// </summary>
internal sealed record SampleMoments(double[] Mean, Matrix<double> Covariance, double EffectiveCount)
{
    /// <summary>Takes the moments; empty weights are equal ones.</summary>
    public static SampleMoments Of(Points points, ReadOnlySpan<double> weights = default)
    {
        (int n, int d) = (points.Count, points.Dimension);
        double[] shares = Shares(n, weights);
        double squares = VectorOps.SumOfSquares<double>(shares);
        var mean = new double[d];
        for (int i = 0; i < n; i++)
        {
            VectorOps.Axpy(shares[i], points.Values.Row(i), mean);
        }

        var covariance = new Matrix<double>(d, d);
        var difference = new double[d];
        for (int i = 0; i < n && squares < 1; i++)
        {
            points.Values.Row(i).CopyTo(difference);
            VectorOps.Axpy(-1, mean, difference);
            for (int j = 0; j < d; j++)
            {
                VectorOps.Axpy(shares[i] * difference[j] / (1 - squares), difference, covariance.Row(j));
            }
        }

        return new SampleMoments(mean, covariance, 1 / squares);
    }

    /// <summary>Weights that sum to 1.</summary>
    /// <exception cref="ArgumentException">There are no points, or the weights do not fit.</exception>
    public static double[] Shares(int count, ReadOnlySpan<double> weights)
    {
        if (count == 0)
        {
            throw new ArgumentException("'points' must hold at least one point, but it was empty.", "points");
        }

        if (weights.IsEmpty)
        {
            return [.. Enumerable.Repeat(1.0 / count, count)];
        }

        Guard.Length(weights.Length, count, nameof(weights));
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += double.IsFinite(weights[i]) && weights[i] >= 0
                ? weights[i]
                : Guard.NonNegative(weights[i], $"weights[{i}]");
        }

        if (!(sum > 0) || !double.IsFinite(sum))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"'weights' must have a positive, finite sum, but it was {sum}."),
                nameof(weights));
        }

        double[] shares = weights.ToArray();
        VectorOps.Scale(1 / sum, shares);
        return shares;
    }
}
