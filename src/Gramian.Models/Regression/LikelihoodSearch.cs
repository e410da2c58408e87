using System.Globalization;
using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Regression;

/// <summary>
/// Maximises the log marginal likelihood, plus log priors, over the free hyperparameters from several starts.
/// </summary>
internal sealed class LikelihoodSearch(
    RegressionData data,
    ExactSystem system,
    Kernel family,
    HyperparameterSpace space,
    GaussianProcess recipe,
    ComputeOptions? options)
{
    private readonly HyperparameterObjective objective = new(
        space, family,
        (kernel, noise, gradient) => Value(system, kernel, noise, gradient, options),
        options);

    /// <summary>Runs L-BFGS-B from the first start and from the drawn ones, and keeps the best end.</summary>
    public OptimizationResult Run()
    {
        var random = new RandomStream(recipe.Seed);
        OptimizationResult? best = null;
        for (int run = 0; run <= recipe.Restarts; run++)
        {
            double[] start = run == 0
                ? space.Start.ToArray()
                : space.DrawStart(random.Substream((ulong)run), recipe.RestartSpread);
            Report(run, best);
            OptimizationResult result = RunFrom(start);
            if (best is null || result.Value < best.Value || !double.IsFinite(best.Value))
            {
                best = result;
            }
        }

        return best!;
    }

    /// <summary>Runs L-BFGS-B from one start.</summary>
    public OptimizationResult RunFrom(double[] start)
    {
        OptimizationResult result = recipe.Optimizer.Minimize(
            objective.Evaluate, start, space.Lower, space.Upper, options);
        options?.CancellationToken.ThrowIfCancellationRequested();
        return result;
    }

    private static double Value(
        ExactSystem system, Kernel kernel, double noise, Span<double> gradient, ComputeOptions? options)
    {
        if (!system.TrySolve(kernel, noise, withNorm: false, options))
        {
            return double.NaN;
        }

        double value = system.LogMarginalLikelihood;
        system.Gradient(kernel, noise, gradient, options);
        return value;
    }

    private void Report(int run, OptimizationResult? best)
    {
        string detail = best is null
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"log likelihood {-best.Value:F3} with {data.Count} rows");
        options?.Progress?.Report(new ComputeProgress(
            "optimising hyperparameters", run / (recipe.Restarts + 1.0), detail));
    }
}
