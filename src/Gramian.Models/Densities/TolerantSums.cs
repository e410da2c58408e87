using Gramian.Kernels;
using Gramian.Models.Densities.Evaluation;
using Gramian.Numerics;
using Gramian.Numerics.Threading;

namespace Gramian.Models.Densities;

/// <summary>What follows from densities to a tolerance: densities of points left out, effective numbers.</summary>
public static class TolerantSums
{
    // A point whose others have less than this share of the sum is summed again without it: nothing may cancel.
    private const double LeastOthers = 0.01;

    // Of few points all pairs are cheap, and rows that mirror each other keep the same score.
    private const int FewPoints = 1024;
    private const double LeastTolerance = 0.999e-12;    // what sums keep, and products of decimals miss

    /// <summary>The logarithm of the density at each point, estimated from all others, to a tolerance.</summary>
    /// <remarks>
    /// The density of all points is evaluated and each point's own share taken away; points that have nearly all of it
    /// are summed pair by pair. For 1 024 points or fewer, for a relative error below 1e−10, and where only pairs are
    /// summed (see <see cref="DensityEvaluator.Evaluate"/>), it is <see cref="FittedKernelDensity.LeaveOneOut"/>.
    /// </remarks>
    /// <param name="density">The estimate, of at least two points.</param>
    /// <param name="tolerance">How exact, of the density without the point; null for
    /// <see cref="DensityTolerance.Exact"/>. Chances of failure are not taken.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="InvalidOperationException">There is one point only.</exception>
    public static DensityEvaluation EvaluateLeaveOneOut(
        this FittedKernelDensity density, DensityTolerance? tolerance = null, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(density);
        tolerance ??= DensityTolerance.Exact;
        int n = density.Points.Count;
        if (n <= FewPoints || !IsPlain(density) || LeastOthers * tolerance.Relative < LeastTolerance)
        {
            return new DensityEvaluation(
                density.LeaveOneOut(options), EvaluationMethod.Tiles, "points left out are summed pair by pair",
                (long)n * (n - 1));
        }

        // An error of the whole sum is at most 1/share as large beside what others have of it.
        var tighter = new DensityTolerance
        {
            Relative = LeastOthers * tolerance.Relative,
            Absolute = tolerance.Absolute * (1 - density.Weights.ToArray().Max()),
        };
        DensityEvaluation whole = density.Evaluate(density.Points, tighter, options: options);
        double[] logs = [.. whole.LogDensities];
        var again = new List<int>();
        for (int i = 0; i < n; i++)
        {
            double own = Math.Log(density.Weights[i]) - density.LogScale;
            double others = 1 - Math.Exp(own - logs[i]);
            if (others < LeastOthers || double.IsNegativeInfinity(logs[i]))
            {
                again.Add(i);
                continue;
            }

            logs[i] += Math.Log(others) - Math.Log(1 - density.Weights[i]);
        }

        WorkerTeam.Run(again.Count, k =>
        {
            int i = again[k];
            logs[i] = DensityTerms.LogSum(density, i) - density.LogScale - Math.Log(1 - density.Weights[i]);
        }, options);
        return whole with
        {
            LogDensities = logs,
            Reason = again.Count == 0 ? whole.Reason
                : whole.Reason + FormattableString.Invariant($"; {again.Count} lone points are summed pair by pair"),
            Pairs = whole.Pairs + ((long)again.Count * (n - 1)),
        };
    }

    /// <summary>Says how densities were summed and how exact they are.</summary>
    /// <param name="evaluation">The densities.</param>
    /// <param name="tolerance">The tolerance that was asked for.</param>
    public static string Statement(this DensityEvaluation evaluation, DensityTolerance tolerance)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentNullException.ThrowIfNull(tolerance);
        string error = evaluation.Method == EvaluationMethod.Tiles
            ? "exact to rounding"
            : FormattableString.Invariant($"relative error at most {tolerance.Relative:G3}")
                + (tolerance.Absolute > 0
                    ? FormattableString.Invariant($" and absolute error at most {tolerance.Absolute:G3}")
                    : "");
        string how = evaluation.Method switch
        {
            EvaluationMethod.Tiles => "all pairs",
            EvaluationMethod.Groups => "groups of points",
            EvaluationMethod.Binned => "a grid",
            EvaluationMethod.Waves => "waves",
            _ => "a sample of the points",
        };
        return $"{error}, by {how}: {evaluation.Reason}";
    }

    /// <summary>How many points share the sum at each query, (Σ w)²/Σ w², to a relative error.</summary>
    /// <param name="density">The estimate.</param>
    /// <param name="queries">The m queries, of d coordinates.</param>
    /// <param name="tolerance">Of which the relative error counts, once for each of three factors; null for
    /// <see cref="DensityTolerance.Exact"/>.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>The effective numbers, [m]; 0 where the density is.</returns>
    /// <exception cref="ArgumentException">The queries have another number of coordinates.</exception>
    public static double[] EvaluateEffectiveNumber(
        this FittedKernelDensity density, Points queries, DensityTolerance? tolerance = null,
        ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(density);
        ArgumentNullException.ThrowIfNull(queries);
        if (!IsPlain(density))
        {
            return density.EffectiveNumber(queries, options);
        }

        // The square of a Gaussian is one of a bandwidth less by √2.
        var relative = new DensityTolerance { Relative = (tolerance ?? DensityTolerance.Exact).Relative };
        double[] squares = Array.ConvertAll(density.Weights.ToArray(), weight => weight * weight);
        FittedKernelDensity squared = new KernelDensity { Bandwidth = density.Bandwidth.Times(Math.Sqrt(0.5)) }
            .Fit(density.Points, squares, options);
        double shift = (2 * density.LogScale) - squared.LogScale - Math.Log(squares.Sum());
        double[] one = density.Evaluate(queries, relative, options: options).LogDensities;
        double[] two = squared.Evaluate(queries, relative, options: options).LogDensities;
        return [.. one.Zip(two, (first, second) => double.IsNegativeInfinity(first)
            ? 0
            : Math.Max(1, Math.Exp((2 * first) - second + shift)))];
    }

    private static bool IsPlain(FittedKernelDensity density) => density.Profile == DensityProfile.Gaussian
        && density.Factors.Length == 0 && density.Supports.All(support => support == AxisSupport.Everywhere);
}
