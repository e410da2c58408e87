using Gramian.Kernels.Gram;
using Gramian.Kernels.Stationary;
using Gramian.Numerics;

namespace Gramian.Kernels.FastSums;

/// <summary>Represents weighted points whose Gaussian sums are wanted at many places, to a stated error.</summary>
/// <remarks>
/// S(q) = Σⱼ wⱼ exp(−‖q − xⱼ‖²/2). On a line and on a plane points lie in equal cells, each expanded about its centre,
/// in O(n + m) time; queries that find less than one point there, and sums in more dimensions, take a tree: for each
/// block of queries far panels are left out when what they could add is small against the sum found so far, and in 3
/// dimensions panels that are near enough to look alike are expanded. The error is promised for every query, far tails
/// included, beside the rounding of the logarithm itself. The tree and the cells of the last tolerance are kept for the
/// next queries, in O(n d) memory and that of the terms. The bits do not depend on the number of threads, nor on what
/// was asked before. Safe to share between threads.
/// </remarks>
[Paper("gray2003nonparametric")]
[Paper("yang2003improved")]
public sealed class GaussianLogSums
{
    private const long FewPairs = 1 << 22;  // which cost less than a tree
    private readonly Points points;
    private readonly double[] logWeights;
    private readonly double[] exponents;
    private readonly double[] origin;
    private readonly double logFactor;      // what every weight was divided by
    private readonly double weight;         // of all points, the heaviest having 1
    private readonly Lock making = new();
    private GaussSources? sources;
    private (double Relative, double Absolute, GaussCells? Cells)? lastCells;

    /// <summary>Takes the points, which are sorted when sums are first wanted.</summary>
    /// <param name="points">The points, in units of the standard deviation of the Gaussian.</param>
    /// <param name="logWeights">ln w, [n], −∞ for a weight of 0; empty for zeros.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a log weight is NaN or +∞.</exception>
    public GaussianLogSums(Points points, ReadOnlySpan<double> logWeights = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        (Count, Dimension) = (points.Count, points.Dimension);
        if (!logWeights.IsEmpty)
        {
            Guard.Length(logWeights.Length, Count, nameof(logWeights));
        }

        // A weight of 0 is no point.
        if (logWeights.Contains(double.NegativeInfinity))
        {
            int[] kept = [.. Kept(logWeights)];
            double[] own = logWeights.ToArray();
            points = points.Select(kept);
            logWeights = Array.ConvertAll(kept, row => own[row]);
        }

        (this.points, this.logWeights) = (points, logWeights.ToArray());
        origin = GaussScaling.Origin(points);
        exponents = Exponents(logWeights, out logFactor);
        weight = exponents.Length == 0 ? points.Count : exponents.Sum(double.Exp2);
    }

    /// <summary>The number of points, n.</summary>
    public int Count { get; }

    /// <summary>d, the number of coordinates.</summary>
    public int Dimension { get; }

    /// <summary>logSums[i] = ln S(qᵢ), with |error of S| ≤ relative · S + absolute.</summary>
    /// <param name="queries">The m queries, in the units of the points.</param>
    /// <param name="logSums">Receives the logarithms, [m]; −∞ for a sum that is 0, or within the absolute
    /// tolerance.</param>
    /// <param name="relativeTolerance">From 1e−12 to 0.5: nearly the error of the logarithm.</param>
    /// <param name="absoluteTolerance">In the units of the weights, at least 0.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>How many pairs were summed one by one.</returns>
    /// <exception cref="ArgumentException">The queries or the results do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A tolerance is outside its range.</exception>
    public long Evaluate(
        Points queries,
        Span<double> logSums,
        double relativeTolerance,
        double absoluteTolerance = 0,
        ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(queries);
        Guard.Length(queries.Dimension, Dimension, nameof(queries));
        Guard.Length(logSums.Length, queries.Count, nameof(logSums));
        Guard.InRange(relativeTolerance, 1e-12, 0.5);
        Guard.NonNegative(absoluteTolerance);
        options ??= ComputeOptions.Default;
        double absolute = absoluteTolerance * Math.Exp(-logFactor);
        return Cells(relativeTolerance, absolute, options) is { } cells
            ? InCells(cells, queries, logSums, relativeTolerance, absolute, options)
            : ByTree(queries, logSums, relativeTolerance, absolute, options);
    }

    private long InCells(
        GaussCells cells, Points queries, Span<double> logSums, double relative, double absolute,
        ComputeOptions options)
    {
        double[] sums = new double[queries.Count];
        CellSums.Add(cells, new Coordinates(queries, origin, Rbf.RootScale), sums, options);
        var low = new List<int>();
        for (int i = 0; i < sums.Length; i++)
        {
            logSums[i] = sums[i] > 0 ? Math.Log(sums[i]) + logFactor : double.NegativeInfinity;
            if (!(sums[i] >= cells.Plan.Least) && !cells.Plan.KeepsAll)
            {
                low.Add(i);
            }
        }

        if (low.Count == 0)
        {
            return 0;
        }

        Points open = queries.Select([.. low]);
        double[] found = new double[open.Count];
        long pairs = (long)open.Count * points.Count;
        if (pairs > FewPairs)
        {
            pairs = ByTree(open, found, relative, absolute, options);
        }
        else
        {
            new Rbf(1).Reduce(open, points).LogSumExp(logWeights, found, options);
        }

        for (int k = 0; k < found.Length; k++)
        {
            logSums[low[k]] = found[k];
        }

        return pairs;
    }

    private long ByTree(
        Points queries, Span<double> logSums, double relative, double absolute, ComputeOptions options)
    {
        var target = GaussTarget.OfSums(relative, absolute);
        using Matrix<double> scaled = GaussScaling.Scale(queries, origin, [Rbf.RootScale], options);
        double[] results = new double[queries.Count];
        long pairs = GaussScaling.Run(Sources(options), scaled, target, results, options);
        for (int i = 0; i < results.Length; i++)
        {
            logSums[i] = results[i] + logFactor;
        }

        return pairs;
    }

    // Those of the last tolerance are kept; null if a tolerance is too tight, or the points lie too far apart. Nothing
    // here depends on the queries, so that sums do not depend on what was asked before.
    private GaussCells? Cells(double relative, double absolute, ComputeOptions options)
    {
        if (Dimension > 2 || points.Count == 0)
        {
            return null;
        }

        lock (making)
        {
            if (lastCells is not { } last || last.Relative != relative || last.Absolute != absolute)
            {
                lastCells = (relative, absolute, MakeCells(relative, absolute, options));
            }

            return lastCells.Value.Cells;
        }
    }

    private GaussCells? MakeCells(double relative, double absolute, ComputeOptions options)
    {
        if (CellPlan.Of(Dimension, points.Count, weight, relative, absolute) is not { } plan)
        {
            return null;
        }

        var own = new Coordinates(points, origin, Rbf.RootScale);
        return CellGrid.Of(own, plan.Width, 4096 + (4L * points.Count)) is { } grid
            ? GaussCells.Make(plan, grid, own, Array.ConvertAll(exponents, double.Exp2), options)
            : null;
    }

    private GaussSources Sources(ComputeOptions options)
    {
        lock (making)
        {
            if (sources is null)
            {
                using Matrix<double> scaled = GaussScaling.Scale(points, origin, [Rbf.RootScale], options);
                sources = new GaussSources(new PanelTree(scaled, GaussSources.PanelWidth, options), exponents, []);
            }

            return sources;
        }
    }

    private static List<int> Kept(ReadOnlySpan<double> logWeights)
    {
        var kept = new List<int>();
        for (int i = 0; i < logWeights.Length; i++)
        {
            if (!double.IsNegativeInfinity(logWeights[i]))
            {
                kept.Add(i);
            }
        }

        return kept;
    }

    // log₂ of the weights over the largest of them; nothing when they are equal.
    private static double[] Exponents(ReadOnlySpan<double> logWeights, out double logFactor)
    {
        logFactor = 0;
        if (logWeights.IsEmpty)
        {
            return [];
        }

        double largest = double.NegativeInfinity, least = double.PositiveInfinity;
        foreach (double weight in logWeights)
        {
            if (double.IsNaN(weight) || double.IsPositiveInfinity(weight))
            {
                throw new ArgumentException(
                    $"A log weight must be below +∞ and no NaN, but one was {weight}.", nameof(logWeights));
            }

            (largest, least) = (Math.Max(largest, weight), Math.Min(least, weight));
        }

        logFactor = largest;
        if (least == largest)
        {
            return [];
        }

        double[] exponents = new double[logWeights.Length];
        for (int i = 0; i < exponents.Length; i++)
        {
            exponents[i] = (logWeights[i] - logFactor) / BinaryExponent.Ln2;
        }

        return exponents;
    }
}
