using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Gramian.Solvers;

namespace Gramian.Models.LatentMaps;

/// <summary>Represents a fitted generative topographic map. Immutable; thread-safe.</summary>
[Paper("bishop1998gtm")]
public sealed class FittedTopographicMap
{
    private readonly LatentGrid grid;
    private readonly double[] mean;           // [D]
    private readonly Matrix<double> weights;  // [M + 1, D]
    private readonly Matrix<double> centres;  // [K, D], centred

    internal FittedTopographicMap(
        LatentGrid grid, double[] mean, Matrix<double> weights, Matrix<double> centres, double variance,
        double[] path, Certificate certificate)
    {
        (this.grid, this.mean, this.weights, this.centres) = (grid, mean, weights, centres);
        (NoiseVariance, LogLikelihoods, Certificate) = (variance, path, certificate);
    }

    /// <summary>D, the number of columns of the data.</summary>
    public int Dimension => mean.Length;

    /// <summary>σ², in the squared unit of the data.</summary>
    public double NoiseVariance { get; }

    /// <summary>The penalised log likelihood before each iteration, in nats; it never falls.</summary>
    public IReadOnlyList<double> LogLikelihoods { get; }

    /// <summary>
    /// How the fit ended; not converged when the noise vanished, whose likelihood has no largest value.
    /// </summary>
    public Certificate Certificate { get; }

    /// <summary>Draws from the law of the map.</summary>
    /// <param name="count">How many rows, zero or more.</param>
    /// <param name="random">The randomness; its state moves on.</param>
    /// <param name="noise">
    /// Whether the noise is added; without it the draws lie on the image, which is what estimates a law on a thin set.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public Points Sample(int count, RandomStream random, SampleNoise noise = SampleNoise.LeftOut)
    {
        ArgumentNullException.ThrowIfNull(random);
        Guard.AtLeast(count, 0);
        using var features = new Matrix<double>(count, grid.FeatureCount);
        double[] latent = new double[grid.Dimension];
        for (int i = 0; i < count; i++)
        {
            foreach (ref double coordinate in latent.AsSpan())
            {
                coordinate = (2 * random.NextDouble()) - 1;
            }

            grid.Fill(latent, features.Row(i));
        }

        var drawn = new Matrix<double>(count, mean.Length);
        Blas.Gemm(Transpose.No, Transpose.No, 1.0, features.View, weights.View, 0, drawn.View);
        double deviation = noise == SampleNoise.Added ? Math.Sqrt(NoiseVariance) : 0;
        for (int i = 0; i < count; i++)
        {
            for (int c = 0; c < mean.Length; c++)
            {
                drawn[i, c] += mean[c] + (deviation > 0 ? deviation * random.NextNormal() : 0);
            }
        }

        return new Points(drawn);
    }

    /// <summary>The logarithm of the density, noise included, at each query.</summary>
    /// <param name="queries">The queries, [m, D].</param>
    /// <returns>ln p, [m], in nats per unit of volume.</returns>
    /// <exception cref="ArgumentException">The queries have another number of columns.</exception>
    public double[] LogDensity(Points queries)
    {
        double constant = Math.Log(centres.Rows) + (0.5 * mean.Length * Math.Log(2 * Math.PI * NoiseVariance));
        double[] logs = new double[Check(queries)];
        double[] shares = new double[centres.Rows];
        for (int i = 0; i < logs.Length; i++)
        {
            logs[i] = TopographicRows.Responsibilities(Centred(queries, i), centres, NoiseVariance, shares) - constant;
        }

        return logs;
    }

    /// <summary>The mean hidden coordinates of each query.</summary>
    /// <param name="queries">The queries, [m, D].</param>
    /// <returns>[m, d], in [−1, 1].</returns>
    /// <exception cref="ArgumentException">The queries have another number of columns.</exception>
    public Matrix<double> LatentMeans(Points queries)
    {
        var means = new Matrix<double>(Check(queries), grid.Dimension);
        double[] shares = new double[centres.Rows];
        for (int i = 0; i < means.Rows; i++)
        {
            TopographicRows.Responsibilities(Centred(queries, i), centres, NoiseVariance, shares);
            for (int k = 0; k < shares.Length; k++)
            {
                for (int axis = 0; axis < grid.Dimension; axis++)
                {
                    means[i, axis] += shares[k] * grid.Nodes[k, axis];
                }
            }
        }

        return means;
    }

    private double[] Centred(Points queries, int row)
    {
        double[] x = queries.Values.Row(row).ToArray();
        for (int c = 0; c < x.Length; c++)
        {
            x[c] -= mean[c];
        }

        return x;
    }

    private int Check(Points queries)
    {
        ArgumentNullException.ThrowIfNull(queries);
        Guard.Length(queries.Dimension, mean.Length, nameof(queries));
        return queries.Count;
    }
}
