using System.Globalization;
using Gramian.Kernels;

namespace Gramian.Models.Densities.Evaluation;

// Which way of summing is predicted cheapest, and why. Points and queries are in bandwidths; the absolute tolerance is
// in units of the kernel's value at distance 0, the weights adding up to 1.
internal sealed class EvaluationPlan
{
    private const double MostCells = 1 << 24;
    private const double LeastWaves = 4e-12;    // what two transforms reach with certainty
    private readonly Points points;
    private readonly Points queries;
    private readonly DensityTolerance tolerance;
    private readonly double absolute;
    private readonly double[] ranges;           // of points and queries together

    public EvaluationPlan(Points points, Points queries, DensityTolerance tolerance, double absolute)
    {
        (this.points, this.queries, this.tolerance, this.absolute) = (points, queries, tolerance, absolute);
        ranges = new double[points.Dimension];
        if (absolute <= 0)
        {
            (Method, Reason) = (EvaluationMethod.Groups,
                "a relative error is asked for, which only sums of pairs and of near groups keep in the tails");
            return;
        }

        for (int k = 0; k < ranges.Length; k++)
        {
            (double low, double high) = Extent(k);
            ranges[k] = high - low;
        }

        (Method, Reason) = Choose();
    }

    public EvaluationMethod Method { get; }

    public string Reason { get; }

    /// <summary>The step of the grid on which binning twice loses no more than the absolute tolerance.</summary>
    /// <remarks>A line between two values of a Gaussian is off by at most a step squared over 8, along each
    /// axis.</remarks>
    public double BinStep => Math.Sqrt(0.98 * 4 * absolute / points.Dimension);

    /// <summary>How many of the points a sample needs before any sum can be known to the absolute tolerance.</summary>
    public double LeastSample => tolerance.FailureChance > 0
        ? 3.5 * SampledDensity.LogChance(queries.Count, tolerance.FailureChance) / absolute
        : double.PositiveInfinity;

    public (double Low, double High) Extent(int coordinate)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (Points some in new[] { points, queries })
        {
            for (int i = 0; i < some.Count; i++)
            {
                double value = some.Values[i, coordinate];
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
        }

        return (low, high);
    }

    private (EvaluationMethod Method, string Reason) Choose()
    {
        var found = (
            Method: EvaluationMethod.Groups, Cost: GroupsCost(),
            Why: "predicted cheaper than a grid, waves and a sample");
        foreach ((EvaluationMethod method, double cost, string why) in new[]
        {
            (EvaluationMethod.Binned, BinnedCost(), "a grid keeps the absolute error, and is predicted cheapest"),
            (EvaluationMethod.Waves, WavesCost(), "waves keep the absolute error, and are predicted cheapest"),
            (EvaluationMethod.Sampling, SamplingCost(), "a chance of failure is allowed, and a sample is cheapest"),
        })
        {
            if (cost < found.Cost)
            {
                found = (method, cost, why);
            }
        }

        return (found.Method, string.Create(CultureInfo.InvariantCulture,
            $"{found.Why} ({found.Cost * 1e-9:g2} s of one thread)"));
    }

    // Nanoseconds of one thread: cells of a line or a plane, or else sorting and the pairs within reach, or the terms
    // of expansions where they are fewer.
    private double GroupsCost()
    {
        int d = points.Dimension;
        double n = points.Count, m = queries.Count;
        double reach = Math.Sqrt(2 * Math.Log(10 / Math.Max(tolerance.Relative, 1e-12)));
        if (d <= 2)
        {
            return (50 * d * n) + (m * (d == 1 ? 30 * reach : 110 * reach * reach));
        }

        double share = 1, cells = 1;
        for (int k = 0; k < d; k++)
        {
            share *= Math.Min(1, 2 * (reach + 3) / Math.Max(1e-300, ranges[k]));
            cells *= 2 * reach;
        }

        double pairs = n * m * (d > 8 ? 1 : share) * (0.6 + (0.02 * d));
        double expanded = d > 3 ? double.PositiveInfinity : m * cells * 20 * Math.Pow(20, d - 1);
        return (60 * (n + m) * Math.Log2(2 + n) * 0.1 * d) + Math.Min(pairs, expanded);
    }

    private double BinnedCost()
    {
        int d = points.Dimension;
        if (d > 2)
        {
            return double.PositiveInfinity;
        }

        double cells = 1;
        foreach (double range in ranges)
        {
            cells *= (range / BinStep) + 2;
        }

        return cells > MostCells ? double.PositiveInfinity
            : ((points.Count + queries.Count) * 4 * d) + (cells * Math.Pow(2, d) * (10 + (2 * Math.Log2(cells))));
    }

    private double WavesCost()
    {
        int d = points.Dimension;
        if (d > 3 || absolute < LeastWaves)
        {
            return double.PositiveInfinity;
        }

        double digits = Math.Log(1 / Math.Min(0.1, absolute)), waves = 1;
        foreach (double range in ranges)
        {
            waves *= 2 * (range + Math.Sqrt(2 * digits)) * Math.Sqrt(2 * digits) / Math.PI;
        }

        return waves > MostCells ? double.PositiveInfinity
            : ((points.Count + queries.Count) * (30 + Math.Pow((digits / 2.3) + 2, d))) + (waves * 60 * Math.Pow(2, d));
    }

    private double SamplingCost() => LeastSample > points.Count / 8.0
        ? double.PositiveInfinity
        : 4 * LeastSample * queries.Count * (1.2 + (0.04 * points.Dimension));
}
