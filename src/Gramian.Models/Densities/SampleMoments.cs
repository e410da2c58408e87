using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Models.Densities;

/// <summary>The mean and the covariance of points, with n − 1 below the sums.</summary>
internal sealed record SampleMoments(double[] Mean, Matrix<double> Covariance)
{
    public static SampleMoments Of(Points points)
    {
        (int n, int d) = (points.Count, points.Dimension);
        var mean = new double[d];
        for (int i = 0; i < n; i++)
        {
            VectorOps.Axpy(1.0 / n, points.Values.Row(i), mean);
        }

        var covariance = new Matrix<double>(d, d);
        var difference = new double[d];
        for (int i = 0; i < n && n > 1; i++)
        {
            points.Values.Row(i).CopyTo(difference);
            VectorOps.Axpy(-1, mean, difference);
            for (int j = 0; j < d; j++)
            {
                VectorOps.Axpy(difference[j] / (n - 1), difference, covariance.Row(j));
            }
        }

        return new SampleMoments(mean, covariance);
    }
}
