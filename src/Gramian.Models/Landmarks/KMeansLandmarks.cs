using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Gramian.Numerics.Threading;

namespace Gramian.Models.Landmarks;

/// <summary>Represents the means of k-means clusters, seeded by k-means++: centres where the rows are.</summary>
/// <remarks>
/// Distances are Euclidean in the coordinates as they are, so that columns should be of one scale. The seeds are drawn
/// with probability proportional to the squared distance from the seeds so far; then come Lloyd's rounds, in which a
/// cluster that loses all its rows keeps its centre. O(s c d) operations for the seeds and for each round.
/// </remarks>
[Paper("arthur2007kmeans")]
public sealed record KMeansLandmarks : ILandmarkRule
{
    private const int Band = 256;

    /// <summary>Lloyd's rounds after the seeding, at least 0; fewer when nothing moves.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Rounds { get; init => field = Guard.AtLeast(value, 0, nameof(Rounds)); } = 5;

    /// <summary>The most rows to cluster, of which a draw is taken when there are more; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int RowLimit { get; init => field = Guard.AtLeast(value, 1, nameof(RowLimit)); } = 50_000;

    /// <inheritdoc/>
    public string Name => "k-means";

    /// <inheritdoc/>
    public Points Choose(
        Points inputs, Kernel kernel, int count, RandomStream random, ComputeOptions? options = null)
    {
        LandmarkGuard.Check(inputs, kernel, count, random);
        Points some = LandmarkGuard.Draw(inputs, Math.Max(RowLimit, count), random.Substream(1));
        Matrix<double> centres = Seed(some, count, random.Substream(2), options);
        int[] owners = new int[some.Count];
        Array.Fill(owners, -1);
        for (int round = 0; round < Rounds && Assign(some, centres, owners, options); round++)
        {
            MoveToMeans(some, centres, owners);
        }

        return new Points(centres);
    }

    // Fewer come when every row is already a seed.
    private static Matrix<double> Seed(Points points, int count, RandomStream random, ComputeOptions? options)
    {
        int n = points.Count;
        var nearest = new double[n];
        Array.Fill(nearest, double.PositiveInfinity);
        var seeds = new List<int> { random.NextInt(n) };
        while (seeds.Count < Math.Min(count, n))
        {
            int seed = seeds[^1];
            WorkerTeam.Run((n + Band - 1) / Band, block =>
            {
                ReadOnlySpan<double> centre = points.Values.Row(seed);
                for (int i = block * Band; i < Math.Min(n, (block + 1) * Band); i++)
                {
                    nearest[i] = Math.Min(nearest[i], SquaredDistance(points.Values.Row(i), centre));
                }
            }, options);
            double total = VectorOps.Sum<double>(nearest);
            if (!(total > 0))
            {
                break;
            }

            seeds.Add(Find(nearest, random.NextDouble() * total));
        }

        return points.Select([.. seeds]).Values.ToMatrix();
    }

    // The row at which the running sum passes a value; a row of weight 0 is never it.
    private static int Find(double[] weights, double value)
    {
        int last = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0)
            {
                (last, value) = (i, value - weights[i]);
                if (value < 0)
                {
                    break;
                }
            }
        }

        return last;
    }

    // ‖x − c‖² = ‖x‖² + ‖c‖² − 2 xᵀc by products of matrices; whether a row changed its owner.
    private static bool Assign(Points points, Matrix<double> centres, int[] owners, ComputeOptions? options)
    {
        double[] norms = [.. Enumerable.Range(0, centres.Rows).Select(
            c => VectorOps.SumOfSquares<double>(centres.Row(c)))];
        using Matrix<double> products = Matrix<double>.Uninitialized(Math.Min(Band, points.Count), centres.Rows);
        bool moved = false;
        for (int first = 0; first < points.Count; first += Band)
        {
            int rows = Math.Min(Band, points.Count - first);
            MatrixView<double> block = products.View.Slice(0, 0, rows, centres.Rows);
            MatrixView<double> part = points.Values.Slice(first, 0, rows, points.Dimension);
            Blas.Gemm(Transpose.No, Transpose.Yes, 1.0, part, centres, 0.0, block, options);
            for (int i = 0; i < rows; i++)
            {
                int owner = Nearest(norms, block.Row(i));
                moved |= owner != owners[first + i];
                owners[first + i] = owner;
            }
        }

        return moved;
    }

    private static int Nearest(double[] norms, ReadOnlySpan<double> products)
    {
        int best = 0;
        double least = double.PositiveInfinity;
        for (int c = 0; c < norms.Length; c++)
        {
            double distance = norms[c] - (2 * products[c]);
            if (distance < least)
            {
                (best, least) = (c, distance);
            }
        }

        return best;
    }

    private static void MoveToMeans(Points points, Matrix<double> centres, int[] owners)
    {
        var counts = new int[centres.Rows];
        using var sums = new Matrix<double>(centres.Rows, centres.Columns);
        for (int i = 0; i < owners.Length; i++)
        {
            counts[owners[i]]++;
            VectorOps.Axpy(1.0, points.Values.Row(i), sums.Row(owners[i]));
        }

        for (int c = 0; c < counts.Length; c++)
        {
            if (counts[c] > 0)
            {
                VectorOps.Scale(1.0 / counts[c], sums.Row(c));
                sums.Row(c).CopyTo(centres.Row(c));
            }
        }
    }

    private static double SquaredDistance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            sum += (x[k] - y[k]) * (x[k] - y[k]);
        }

        return sum;
    }
}
