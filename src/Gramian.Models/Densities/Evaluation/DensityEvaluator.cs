using System.Globalization;
using Gramian.Kernels;
using Gramian.Kernels.FastSums;
using Gramian.Kernels.Stationary;
using Gramian.Kernels.Structured;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Densities.Evaluation;

/// <summary>Evaluates density estimates to an error that is asked for, in the way that is predicted cheapest.</summary>
public static class DensityEvaluator
{
    /// <summary>The logarithm of the density at each query, to a tolerance.</summary>
    /// <remarks>
    /// A relative error is kept by groups of points, on any number of axes and in the far tails; an absolute one
    /// also by a regular grid on one or two axes, by non-uniform Fourier transforms on up to three, and, when a chance
    /// of failure is allowed, by samples of the points. The rates of the predictions are fixed constants, so that the
    /// same request is summed alike everywhere. Errors beside rounding: of the logarithm, and of coordinates in
    /// bandwidths.
    /// </remarks>
    /// <param name="density">The estimate.</param>
    /// <param name="queries">The m queries, of d coordinates.</param>
    /// <param name="tolerance">How exact; null for <see cref="DensityTolerance.Exact"/>.</param>
    /// <param name="random">Draws the samples; needed when the tolerance allows a chance of failure.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The queries have another number of coordinates, or a chance of failure is
    /// allowed and nothing is given to draw with.</exception>
    public static DensityEvaluation Evaluate(
        this FittedKernelDensity density,
        Points queries,
        DensityTolerance? tolerance = null,
        RandomStream? random = null,
        ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(density);
        ArgumentNullException.ThrowIfNull(queries);
        Guard.Length(queries.Dimension, density.Dimension, nameof(queries));
        tolerance ??= DensityTolerance.Exact;
        if (tolerance.FailureChance > 0 && random is null)
        {
            throw new ArgumentException(
                "A chance of failure allows samples of the points, which need a stream of random numbers.",
                nameof(random));
        }

        if (WhyPairs(density) is string reason)
        {
            return new DensityEvaluation(
                density.LogDensity(queries, options), EvaluationMethod.Tiles, reason,
                (long)queries.Count * density.Points.Count);
        }

        double[] origin = density.Points.Values.Row(0).ToArray();
        Points points = density.Bandwidth.Scale(density.Points, origin, options);
        Points at = density.Bandwidth.Scale(queries, origin, options);
        double logScale = density.Profile.LogIntegral(density.Dimension) + density.Bandwidth.LogVolume;
        double absolute = tolerance.Absolute * Math.Exp(logScale);
        var plan = new EvaluationPlan(points, at, tolerance, absolute);
        double[] logs = new double[queries.Count];
        (string why, long pairs) = plan.Method switch
        {
            EvaluationMethod.Binned => OnGrid(points, density.Weights, at, plan, logs, options),
            EvaluationMethod.Waves => ByWaves(points, density.Weights, at, absolute, logs, options),
            EvaluationMethod.Sampling =>
                BySample(points, density.Weights, at, tolerance, absolute, random!, logs, options),
            _ => ("", InGroups(points, density.Weights, at, tolerance, absolute, logs, options)),
        };
        for (int i = 0; i < logs.Length; i++)
        {
            logs[i] -= logScale;
        }

        return new DensityEvaluation(logs, plan.Method, plan.Reason + why, pairs);
    }

    // What only sums over all pairs can do; null where there are other ways.
    private static string? WhyPairs(FittedKernelDensity density)
    {
        if (density.Profile != DensityProfile.Gaussian)
        {
            return $"a {density.Profile.Name} profile is summed pair by pair";
        }

        return density.Factors.Length > 0 ? "points with bandwidths of their own are summed pair by pair"
            : density.Supports.Any(support => support != AxisSupport.Everywhere)
                ? "densities on part of a line are summed pair by pair"
            : null;
    }

    private static long InGroups(
        Points points, ReadOnlySpan<double> shares, Points queries, DensityTolerance tolerance, double absolute,
        Span<double> logs, ComputeOptions? options)
    {
        if (shares.IndexOfAnyExcept(shares[0]) >= 0)
        {
            return new GaussianLogSums(points, LogShares(shares))
                .Evaluate(queries, logs, tolerance.Relative, absolute, options);
        }

        // Equal shares, the usual ones, are one factor of the whole sum.
        long pairs = new GaussianLogSums(points)
            .Evaluate(queries, logs, tolerance.Relative, absolute / shares[0], options);
        double logShare = Math.Log(shares[0]);
        foreach (ref double log in logs)
        {
            log += logShare;
        }

        return pairs;
    }

    private static (string Why, long Pairs) OnGrid(
        Points points, ReadOnlySpan<double> shares, Points queries, EvaluationPlan plan, Span<double> logs,
        ComputeOptions? options)
    {
        GridDensity.Sum(points, shares, queries, plan, logs, options);
        TakeLogarithms(logs);
        return (string.Create(CultureInfo.InvariantCulture, $"; a step of {plan.BinStep:g3} bandwidths"), 0);
    }

    private static (string Why, long Pairs) ByWaves(
        Points points, ReadOnlySpan<double> shares, Points queries, double absolute, Span<double> logs,
        ComputeOptions? options)
    {
        FourierKernelOperator waves = new Rbf(1).FourierCross(
            queries, points, Math.Min(0.1, 0.9 * absolute), options);
        waves.Apply(shares, logs, options);
        TakeLogarithms(logs);
        return (string.Create(CultureInfo.InvariantCulture, $"; {waves.Frequencies} frequencies"), 0);
    }

    // What a sample of an eighth of the points does not settle goes to groups.
    private static (string Why, long Pairs) BySample(
        Points points, ReadOnlySpan<double> shares, Points queries, DensityTolerance tolerance, double absolute,
        RandomStream random, double[] logs, ComputeOptions? options)
    {
        var sampled = new SampledDensity(points, shares, random);
        bool[] known = sampled.Sum(
            queries, tolerance.Relative, absolute, tolerance.FailureChance, points.Count / 8, logs, options);
        TakeLogarithms(logs);
        int[] open = [.. Enumerable.Range(0, known.Length).Where(i => !known[i])];
        long pairs = sampled.Drawn * queries.Count;
        if (open.Length > 0)
        {
            double[] found = new double[open.Length];
            pairs += InGroups(points, shares, queries.Select(open), tolerance, absolute, found, options);
            for (int i = 0; i < open.Length; i++)
            {
                logs[open[i]] = found[i];
            }
        }

        return (string.Create(CultureInfo.InvariantCulture,
            $"; {sampled.Drawn} draws, {open.Length} queries left to groups, all others within the tolerance ")
            + string.Create(CultureInfo.InvariantCulture, $"but with a chance of {tolerance.FailureChance:g3}"), pairs);
    }

    private static void TakeLogarithms(Span<double> sums)
    {
        foreach (ref double sum in sums)
        {
            sum = sum > 0 ? Math.Log(sum) : double.NegativeInfinity;
        }
    }

    private static double[] LogShares(ReadOnlySpan<double> shares)
    {
        double[] logs = new double[shares.Length];
        for (int i = 0; i < logs.Length; i++)
        {
            logs[i] = Math.Log(shares[i]);
        }

        return logs;
    }
}
