using System.Collections.Immutable;
using System.Globalization;
using Gramian.Kernels;
using Gramian.Kernels.InnerProducts;
using Gramian.Kernels.Stationary;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers;

namespace Gramian.Models.Selection;

/// <summary>Represents a small greedy search over sums and products of kernels. Immutable.</summary>
/// <remarks>
/// Round 1 tries each base kernel with one lengthscale per input; round 2 and later try to add or multiply a base
/// kernel to the best one. A kernel is accepted only when it gains more than <see cref="MinimumGain"/> per row, so that
/// the search stops at the simplest kernel that the data can tell apart.
/// </remarks>
/// <param name="Recipe">Everything but the kernel: noise, mean, seed, optimiser.</param>
[Paper("duvenaud2013structure", Where = "section 3, with a fixed small set of moves")]
[HouseExemption("conformance", "Chooses a process by its score; the suites of processes fit what it chooses.")]
public sealed record KernelSearch(GaussianProcess Recipe)
{
    /// <summary>The kernels that are tried and combined; the default is for standardised inputs.</summary>
    public ImmutableArray<Kernel> BaseKernels { get; init; } =
    [
        new Rbf(Lengthscales.Ard),
        new Matern52(Lengthscales.Ard),
        new Matern32(Lengthscales.Ard),
        new Linear(),
    ];

    /// <summary>What is maximised; the leave-one-out log density by default.</summary>
    public KernelScore Score { get; init; } = KernelScore.LeaveOneOut;

    /// <summary>The most rows on which kernels are compared, drawn with the recipe's seed; 1000 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 10.</exception>
    public int RowLimit { get; init => field = Guard.AtLeast(value, 10, nameof(RowLimit)); } = 1000;

    /// <summary>The most rounds; 3 by default: a base kernel and two combinations.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int RoundLimit { get; init => field = Guard.AtLeast(value, 1, nameof(RoundLimit)); } = 3;

    /// <summary>The gain per row, in nats, below which a larger kernel is not worth it; 0.005 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double MinimumGain { get; init => field = Guard.NonNegative(value, nameof(MinimumGain)); } = 0.005;

    /// <summary>Searches.</summary>
    /// <param name="inputs">All n inputs.</param>
    /// <param name="targets">All targets, [n, q].</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// The shapes disagree, there are fewer than 3 rows, or there is no base kernel.
    /// </exception>
    /// <exception cref="SolverException">Not one kernel could be fitted.</exception>
    public KernelSearchResult Run(Points inputs, MatrixView<double> targets, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        RegressionData.CheckTargets(inputs, targets);
        if (inputs.Count < 3 || BaseKernels.IsDefaultOrEmpty)
        {
            throw new ArgumentException(
                $"A kernel search needs at least 3 rows and 1 base kernel, but there are {inputs.Count} rows and "
                + $"{(BaseKernels.IsDefault ? 0 : BaseKernels.Length)} kernels.", nameof(inputs));
        }

        int[] rows = RowSubset.Draw(inputs.Count, RowLimit, new RandomStream(Recipe.Seed, task: 1));
        var trial = new Trial(this, inputs.Select(rows), RowSubset.Select(targets, rows), rows, options);
        var steps = new List<KernelSearchStep>();
        (Kernel? best, double bestScore) = (null, double.NegativeInfinity);
        for (int round = 1; round <= RoundLimit; round++)
        {
            (Kernel? winner, double winnerScore) = RunRound(trial, round, best, bestScore, steps);
            if (winner is null)
            {
                break;
            }

            (best, bestScore) = (winner, winnerScore);
        }

        return best is null
            ? throw new SolverException(
                "Not one of the base kernels could be fitted; raise the lower bound of the noise variance.",
                new Certificate { Method = "Cholesky", Converged = false })
            : new KernelSearchResult(Recipe with { Kernel = best }, steps, rows.Length, inputs.Count);
    }

    private (Kernel? Winner, double Score) RunRound(
        Trial trial, int round, Kernel? best, double bestScore, List<KernelSearchStep> steps)
    {
        var tried = new List<(Kernel Kernel, double Score)>();
        foreach (Kernel candidate in Moves(best))
        {
            if (!steps.Any(step => step.Kernel.Equals(candidate)))
            {
                tried.Add((candidate, trial.Score(candidate, round)));
            }
        }

        double threshold = best is null ? double.NegativeInfinity : bestScore + MinimumGain;
        (Kernel? winner, double winnerScore) = (null, threshold);
        foreach ((Kernel kernel, double score) in tried)
        {
            if (score > winnerScore)
            {
                (winner, winnerScore) = (kernel, score);
            }
        }

        foreach ((Kernel kernel, double score) in tried)
        {
            bool accepted = ReferenceEquals(kernel, winner);
            steps.Add(new KernelSearchStep(
                round, kernel, score, accepted, Explain(kernel, score, best, bestScore, accepted)));
        }

        return (winner, winnerScore);
    }

    private IEnumerable<Kernel> Moves(Kernel? best) => best is null
        ? BaseKernels
        : BaseKernels.SelectMany(part => new[] { best + part, best * part });

    private string Explain(Kernel kernel, double score, Kernel? best, double bestScore, bool accepted)
    {
        string measure = Score == KernelScore.Evidence ? "log evidence" : "leave-one-out log density";
        if (double.IsNaN(score))
        {
            return $"{kernel} could not be fitted.";
        }

        string scored = string.Create(CultureInfo.InvariantCulture, $"{kernel} has {measure} {score:F4} per row");
        if (best is null)
        {
            return accepted ? $"{scored}, the best of the base kernels." : $"{scored}.";
        }

        string gain = string.Create(CultureInfo.InvariantCulture, $"{score - bestScore:+0.0000;-0.0000;0.0000}");
        return accepted
            ? $"{scored}, {gain} over {best}, the largest gain, so it is kept."
            : $"{scored}, {gain} over {best}, so it is not kept.";
    }

    private sealed class Trial(
        KernelSearch search, Points inputs, Matrix<double> targets, int[] rows, ComputeOptions? options)
    {
        public double Score(Kernel kernel, int round)
        {
            options?.CancellationToken.ThrowIfCancellationRequested();
            options?.Progress?.Report(new ComputeProgress(
                "searching kernels", (round - 1.0) / search.RoundLimit, kernel.ToString()));
            var recipe = (GaussianProcess)(search.Recipe with { Kernel = kernel }).ForRows(rows);
            try
            {
                FittedGaussianProcess fitted = recipe.Fit(inputs, targets, options is null ? null : options with
                {
                    Progress = null,
                });
                double total = search.Score == KernelScore.Evidence
                    ? fitted.LogMarginalLikelihood
                    : fitted.LeaveOneOut(options).LogDensity;
                return total / (inputs.Count * targets.Columns);
            }
            catch (SolverException)
            {
                // A kernel that cannot be fitted is a result of the search, shown in its step.
                return double.NaN;
            }
        }
    }
}
