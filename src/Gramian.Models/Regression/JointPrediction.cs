using System.Globalization;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Gramian.Solvers;

namespace Gramian.Models.Regression;

/// <summary>
/// Represents the joint normal distribution of the latent function at m queries, for q targets. Immutable.
/// </summary>
/// <remarks>Targets share the covariance and are independent of one another.</remarks>
public sealed class JointPrediction
{
    private const double NegativeTolerance = 1e-8;

    internal JointPrediction(Matrix<double> means, Matrix<double> covariance, double noiseVariance) =>
        (Means, Covariance, NoiseVariance) = (means, covariance, noiseVariance);

    /// <summary>The means, [m, q].</summary>
    public Matrix<double> Means { get; }

    /// <summary>The covariance of the latent function, [m, m], symmetric; not to be changed.</summary>
    public Matrix<double> Covariance { get; }

    /// <summary>σ²ₙ, which a new observation adds to the diagonal.</summary>
    public double NoiseVariance { get; }

    /// <summary>The covariance of new observations: the latent one plus the noise, [m, m].</summary>
    public Matrix<double> ObservationCovariance()
    {
        Matrix<double> covariance = Covariance.Copy();
        for (int i = 0; i < covariance.Rows; i++)
        {
            covariance[i, i] += NoiseVariance;
        }

        return covariance;
    }

    /// <summary>
    /// Draws samples of the latent function through the eigenvectors of the covariance, which needs no jitter.
    /// </summary>
    /// <param name="count">The number of samples, at least 0.</param>
    /// <param name="random">The source of randomness.</param>
    /// <param name="target">The target, from 0.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>One sample per row, [count, m].</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or there is no such target.</exception>
    /// <exception cref="SolverException">The covariance has a negative eigenvalue beyond rounding.</exception>
    public Matrix<double> Sample(int count, RandomStream random, int target = 0, ComputeOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfNegative(target);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(target, Means.Columns);
        int m = Means.Rows;
        Matrix<double> root = Root(options);
        var normals = new Matrix<double>(count, m);
        var samples = new Matrix<double>(count, m);
        for (int s = 0; s < count; s++)
        {
            random.FillNormal(normals.Row(s));
            for (int i = 0; i < m; i++)
            {
                samples[s, i] = Means[i, target];
            }
        }

        Blas.Gemm<double>(Transpose.No, Transpose.Yes, 1, normals, root, 1, samples, options);
        return samples;
    }

    // E √D, so that its product with its transpose is the covariance.
    private Matrix<double> Root(ComputeOptions? options)
    {
        SymmetricEigen<double> eigen = SymmetricEigen<double>.Compute(Covariance, options);
        int m = Covariance.Rows;
        double smallest = m == 0 ? 0 : eigen.Values[0];
        double largest = m == 0 ? 0 : eigen.Values[^1];
        if (smallest < -NegativeTolerance * m * largest)
        {
            throw new SolverException(
                string.Create(CultureInfo.InvariantCulture,
                    $"The posterior covariance has the eigenvalue {smallest:G6} beside {largest:G6}; "
                    + $"raise the noise variance."),
                new Certificate { Method = "eigendecomposition", Converged = false });
        }

        Matrix<double> root = eigen.Vectors.Copy();
        for (int i = 0; i < m; i++)
        {
            Span<double> row = root.Row(i);
            for (int k = 0; k < m; k++)
            {
                row[k] *= Math.Sqrt(Math.Max(eigen.Values[k], 0));
            }
        }

        return root;
    }
}
