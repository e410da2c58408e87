using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Models.Densities;

/// <summary>Represents mean shift: every point moves to the weighted mean of the points around it until it rests.
/// </summary>
/// <remarks>
/// For the Gaussian profile on the whole line of each axis, where every step goes uphill. Steps are repeated until they
/// are shorter than <see cref="Tolerance"/>; resting places within <see cref="MergeDistance"/> are one mode; those that
/// are saddles are left along their steepest direction. A step of all points takes O(n² d) time.
/// </remarks>
[Paper("comaniciu2002mean")]
public sealed record ModeSearch
{
    private const double Nudge = 0.05;
    private const int MostNudges = 5;

    /// <summary>The longest step at rest, in bandwidths; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double Tolerance { get; init => field = Guard.Positive(value, nameof(Tolerance)); } = 1e-7;

    /// <summary>How close resting places are one, in bandwidths; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double MergeDistance { get; init => field = Guard.Positive(value, nameof(MergeDistance)); } = 0.01;

    /// <summary>The most steps of a point; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int IterationLimit { get; init => field = Guard.AtLeast(value, 1, nameof(IterationLimit)); } = 5000;

    /// <summary>Finds the modes of a density and the basin of each of its points.</summary>
    /// <param name="density">The density.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="NotSupportedException">The profile is not Gaussian, or an axis is bounded.</exception>
    public DensityModes Find(FittedKernelDensity density, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(density);
        if (density.Profile != DensityProfile.Gaussian
            || density.Supports.Any(support => support != AxisSupport.Everywhere))
        {
            throw new NotSupportedException(
                "Modes are found for the Gaussian profile without bounded supports; this density has the "
                + $"{density.Profile.Name} profile and the supports {string.Join(", ", density.Supports)}.");
        }

        DensitySums sums = density.Sums;
        double[] factors = Array.ConvertAll(density.Factors.ToArray(), factor => -2 * Math.Log(factor));
        Matrix<double> places = sums.Points.Values.ToMatrix();
        var steps = new double[places.Rows];
        int iterations = Climb(sums, factors, places, [.. Enumerable.Range(0, places.Rows)], steps, options);
        (List<int> first, int[] labels) = Merge(places);
        double curvature = double.NegativeInfinity;
        for (int nudge = 0; ; nudge++)
        {
            var moved = new List<int>();
            curvature = double.NegativeInfinity;
            for (int mode = 0; mode < first.Count; mode++)
            {
                double largest = Curvature(density, places.Row(first[mode]), out double[] direction);
                curvature = Math.Max(curvature, largest);
                if (largest >= 0 && nudge < MostNudges)
                {
                    int[] basin = [.. Enumerable.Range(0, labels.Length).Where(row => labels[row] == mode)];
                    foreach (int row in basin)
                    {
                        VectorOps.Axpy(Nudge, direction, places.Row(row));
                    }

                    moved.AddRange(basin);
                }
            }

            if (moved.Count == 0)
            {
                break;
            }

            iterations += Climb(sums, factors, places, [.. moved], steps, options);
            (first, labels) = Merge(places);
        }

        return Collect(density, places, first, labels, iterations, steps.Max(), curvature, options);
    }

    // Moves some rows until all of them rest; returns the number of rounds.
    private int Climb(
        DensitySums sums, double[] factors, Matrix<double> places, int[] active, double[] steps,
        ComputeOptions? options)
    {
        int round = 0;
        for (; round < IterationLimit && active.Length > 0; round++)
        {
            var here = new Points(Rows(places, active));
            Matrix<double> means = sums.Means(here, factors, options);
            var moving = new List<int>();
            for (int k = 0; k < active.Length; k++)
            {
                double square = 0;
                for (int j = 0; j < places.Columns; j++)
                {
                    double step = means[k, j] - here.Values[k, j];
                    square += step * step;
                }

                means.Row(k).CopyTo(places.Row(active[k]));
                steps[active[k]] = Math.Sqrt(square);
                if (steps[active[k]] > Tolerance)
                {
                    moving.Add(active[k]);
                }
            }

            active = [.. moving];
        }

        return round;
    }

    private (List<int> First, int[] Labels) Merge(Matrix<double> places)
    {
        var first = new List<int>();
        var labels = new int[places.Rows];
        for (int i = 0; i < places.Rows; i++)
        {
            labels[i] = first.FindIndex(other => Distance(places.Row(i), places.Row(other)) <= MergeDistance);
            if (labels[i] < 0)
            {
                labels[i] = first.Count;
                first.Add(i);
            }
        }

        return (first, labels);
    }

    private static double Distance(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double square = 0;
        for (int j = 0; j < left.Length; j++)
        {
            square += (left[j] - right[j]) * (left[j] - right[j]);
        }

        return Math.Sqrt(square);
    }

    // Σ p (u uᵀ/λ⁴ − I/λ²), u the way to each point and p its share of the density: the Hessian over the density.
    private static double Curvature(FittedKernelDensity density, ReadOnlySpan<double> place, out double[] direction)
    {
        Points points = density.Sums.Points;
        (int n, int d) = (points.Count, points.Dimension);
        ReadOnlySpan<double> factors = density.Factors;
        var logs = new double[n];
        for (int i = 0; i < n; i++)
        {
            double factor = factors.Length > 0 ? factors[i] : 1;
            double distance = Distance(points.Values.Row(i), place) / factor;
            logs[i] = Math.Log(density.Weights[i]) - (d * Math.Log(factor)) - (0.5 * distance * distance);
        }

        double largest = logs.Max();
        double total = logs.Sum(log => Math.Exp(log - largest));
        var hessian = new Matrix<double>(d, d);
        var way = new double[d];
        for (int i = 0; i < n; i++)
        {
            double square = factors.Length > 0 ? factors[i] * factors[i] : 1;
            double share = Math.Exp(logs[i] - largest) / total / square;
            for (int j = 0; j < d; j++)
            {
                way[j] = points.Values[i, j] - place[j];
                hessian[j, j] -= share;
            }

            for (int j = 0; j < d; j++)
            {
                VectorOps.Axpy(share / square * way[j], way, hessian.Row(j));
            }
        }

        SymmetricEigen<double> eigen = SymmetricEigen<double>.Compute(hessian);
        direction = eigen.Vectors.View.ColumnToArray(d - 1);
        return eigen.Values[^1];
    }

    private DensityModes Collect(
        FittedKernelDensity density, Matrix<double> places, List<int> first, int[] labels, int iterations, double step,
        double curvature, ComputeOptions? options)
    {
        Matrix<double> modes = Rows(places, [.. first]);
        for (int mode = 0; mode < modes.Rows; mode++)
        {
            density.Bandwidth.Unscale(modes.Row(mode));
        }

        double[] logs = density.LogDensity(new Points(modes), options);
        int[] order = [.. Enumerable.Range(0, modes.Rows).OrderByDescending(mode => logs[mode])];
        var rank = new int[order.Length];
        for (int k = 0; k < order.Length; k++)
        {
            rank[order[k]] = k;
        }

        int[] sorted = Array.ConvertAll(labels, label => rank[label]);
        var shares = new double[order.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            shares[sorted[i]] += density.Weights[i];
        }

        return new DensityModes(
            new Points(modes).Select(order), Array.ConvertAll(order, mode => logs[mode]), sorted, shares, iterations,
            step, curvature, step <= Tolerance && curvature < 0);
    }

    private static Matrix<double> Rows(Matrix<double> places, ReadOnlySpan<int> rows)
    {
        var some = Matrix<double>.Uninitialized(rows.Length, places.Columns);
        for (int k = 0; k < rows.Length; k++)
        {
            places.Row(rows[k]).CopyTo(some.Row(k));
        }

        return some;
    }
}
