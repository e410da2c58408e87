using Gramian.Kernels.Stationary;
using Gramian.Numerics;

namespace Gramian.Kernels.FastSums;

/// <summary>Represents weighted points whose Gaussian sums are wanted at many places, to a stated error.</summary>
/// <remarks>
/// S(q) = Σⱼ wⱼ exp(−‖q − xⱼ‖²/2). Points are sorted into a tree; for each block of queries far panels are left out
/// when what they could add is small against the sum found so far, and in 1 to 3 dimensions panels that are near enough
/// to look alike are expanded about their centre. The error is promised for every query, far tails included, beside the
/// rounding of the logarithm itself. Made in O(n log n) time and O(n d) memory; the time of the sums falls from
/// O(n m d) as more is left out. The bits do not depend on the number of threads. Safe to share between threads.
/// </remarks>
[Paper("gray2003nonparametric")]
[Paper("yang2003improved")]
public sealed class GaussianLogSums
{
    private readonly double[] origin;
    private readonly double logFactor;      // what every weight was divided by
    private readonly GaussSources sources;

    /// <summary>Sorts the points.</summary>
    /// <param name="points">The points, in units of the standard deviation of the Gaussian.</param>
    /// <param name="logWeights">ln w, [n], −∞ for a weight of 0; empty for zeros.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a log weight is NaN or +∞.</exception>
    public GaussianLogSums(Points points, ReadOnlySpan<double> logWeights = default, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        options ??= ComputeOptions.Default;
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

        origin = GaussScaling.Origin(points);
        double[] exponents = Exponents(logWeights, out logFactor);
        using Matrix<double> scaled = GaussScaling.Scale(points, origin, Rbf.RootScale);
        var tree = new PanelTree(scaled, GaussSources.PanelWidth, options);
        sources = new GaussSources(tree, exponents, []);
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
        var target = GaussTarget.OfSums(relativeTolerance, absoluteTolerance * Math.Exp(-logFactor));
        using Matrix<double> scaled = GaussScaling.Scale(queries, origin, Rbf.RootScale);
        double[] results = new double[queries.Count];
        long pairs = GaussScaling.Run(sources, scaled, target, results, options);
        for (int i = 0; i < results.Length; i++)
        {
            logSums[i] = results[i] + logFactor;
        }

        return pairs;
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
