using Gramian.Kernels;
using Gramian.Models.Planning;
using Gramian.Numerics;

namespace Gramian.Models.TableClasses;

/// <summary>Turns what a person chose into the plan of a classification.</summary>
internal static class ClassifierPlan
{
    // The fit of all rows, and one without each of five folds.
    private const int CalibratedRefits = 6;

    /// <summary>The plan for points of a size; it may not fit the budget.</summary>
    /// <param name="points">The encoded rows.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="options">What a person chose.</param>
    /// <param name="folds">The folds in which everything is fitted anew.</param>
    /// <param name="compute">The memory that may be used.</param>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public static Plan Make(Points points, int classes, FitOptions options, int folds, ComputeOptions? compute)
    {
        if ((options with { Task = ModelTask.Classification }).Conflict is { } conflict)
        {
            throw new ArgumentException(conflict, nameof(options));
        }

        var work = new Workload(points.Count, points.Dimension, points.Dimension + 1)
        {
            Starts = options.Restarts + 1,
            Folds = folds,
            Refits = options.Calibration is null ? 1 : CalibratedRefits,
        };
        Budget budget = Budget.Of(compute) with { Seconds = options.TimeLimitSeconds };
        return options.SettledModel switch
        {
            null => Planner.ChooseClassifier(work, classes, budget),
            ModelKind.SupportVectors => Planner.SupportVectors(work, classes, budget),
            ModelKind.GaussianProcessClassifier =>
                Planner.GaussianProcessClassifier(work, classes, budget, options.Solver, options.Centres),
            ModelKind.KernelLogistic => Planner.KernelLogistic(work, classes, budget, options.Centres),
            ModelKind.KernelRidgeClassifier =>
                Planner.KernelRidgeClassifier(work, classes, budget, options.Centres),
            ModelKind.DirichletClassifier =>
                Planner.DirichletClassifier(work, classes, budget, options.Centres),
            _ => throw new ArgumentOutOfRangeException(
                nameof(options), options.Model, "The model must be one for classes."),
        };
    }
}
