using System.Globalization;
using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Classification;

/// <summary>Maximises an approximation of the evidence over the free hyperparameters from several starts.</summary>
internal sealed class EvidenceSearch(
    ClassificationRecipe recipe, Kernel family, Func<LabelData, IEvidence> make, ComputeOptions? options)
{
    private const ulong RowsTask = 2;

    // Ends on drawn rows are only starts on all rows.
    private const double ScreeningTolerance = 1e-5;

    private readonly HyperparameterSpace space = Space(recipe, family);

    /// <summary>The kernel that was found, how the search ended, and what it left on bounds.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="evidence">The evidence of those rows.</param>
    public (Kernel Kernel, OptimizationResult? Search, IReadOnlyList<string> AtBounds) Run(
        LabelData data, IEvidence evidence)
    {
        if (!recipe.Optimize || space.Count == 0)
        {
            return (family, null, []);
        }

        OptimizationResult search;
        if (data.Count > 2 * recipe.StartRows)
        {
            int[] rows = data.Draw(recipe.StartRows, new RandomStream(recipe.Seed, RowsTask));
            using IEvidence part = make(data.Select(rows));
            OptimizationResult start = FromAllStarts(part, rows.Length, recipe.Optimizer with
            {
                RelativeTolerance = Math.Max(recipe.Optimizer.RelativeTolerance, ScreeningTolerance),
            });
            double[] point = double.IsFinite(start.Value) ? start.Solution : space.Start.ToArray();
            search = From(evidence, point, recipe.Optimizer);
        }
        else
        {
            search = FromAllStarts(evidence, data.Count, recipe.Optimizer);
        }

        return (space.At(family, search.Solution).Kernel, search, space.AtBounds(search.Solution));
    }

    /// <summary>
    /// The free hyperparameters. The space ends with a noise variance, which a classification does not have: it is
    /// fixed.
    /// </summary>
    public static HyperparameterSpace Space(ClassificationRecipe recipe, Kernel family) => new(
    [
        .. family.Hyperparameters.Select(parameter => HyperparameterRule.Apply(recipe.Rules, parameter)),
        new Hyperparameter(GaussianProcess.NoiseName, 1, ParameterTransform.Log, 1, 1) { Fixed = true },
    ]);

    private OptimizationResult FromAllStarts(IEvidence evidence, int rows, Lbfgsb optimizer)
    {
        var random = new RandomStream(recipe.Seed);
        OptimizationResult? best = null;
        for (int run = 0; run <= recipe.Restarts; run++)
        {
            double[] start = run == 0
                ? space.Start.ToArray()
                : space.DrawStart(random.Substream((ulong)run), recipe.RestartSpread);
            string detail = best is null
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $"log evidence {-best.Value:F3} with {rows} rows");
            options?.Progress?.Report(new ComputeProgress(
                "optimising hyperparameters", run / (recipe.Restarts + 1.0), detail));
            OptimizationResult result = From(evidence, start, optimizer);
            if (best is null || result.Value < best.Value || !double.IsFinite(best.Value))
            {
                best = result;
            }
        }

        return best!;
    }

    private OptimizationResult From(IEvidence evidence, double[] start, Lbfgsb optimizer)
    {
        var objective = new HyperparameterObjective(
            space,
            family,
            (kernel, _, gradient) =>
            {
                gradient[^1] = 0;
                return evidence.Evaluate(kernel, gradient[..^1], options);
            },
            options);
        OptimizationResult result = optimizer.Minimize(objective.Evaluate, start, space.Lower, space.Upper, options);
        options?.CancellationToken.ThrowIfCancellationRequested();
        return result;
    }
}
