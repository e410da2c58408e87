using Gramian.Kernels;
using Gramian.Models.Grids;
using Gramian.Models.LargeRidge;
using Gramian.Models.Planning;
using Gramian.Numerics;

namespace Gramian.Models;

/// <summary>Turns what a person chose into the plan of a fit.</summary>
internal static class FitPlan
{
    private const int UsualInducing = 512;
    private const int UsualCentres = 2000;

    /// <summary>The plan for points of a size; it may not fit the budget.</summary>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public static Plan Make(Points points, FitOptions options, ComputeOptions? compute)
    {
        Kernel kernel = FitRecipe.InitialKernel(options).SplitNoise(out _).Resolve(points.Dimension);
        bool isGridAsked = options.SettledModel == ModelKind.GridProcess;
        var work = new Workload(points.Count, points.Dimension, kernel.Hyperparameters.Count + 1)
        {
            Starts = options.Restarts + 1,
            Folds = options.Folds,
            GridShape = isGridAsked || (options.SettledModel is null && points.Count >= Planner.GridRows)
                ? GridShape(points, options)
                : null,
            HasWaves = points.Dimension <= 3
                && FitRecipe.WaveKernel(options).SplitNoise(out _).Resolve(points.Dimension)
                    .Spectrum(points.Dimension) is not null,
        };
        Budget budget = Budget.Of(compute) with { Seconds = options.TimeLimitSeconds };
        ModelKind? kind = options.Conflict is { } conflict
            ? throw new ArgumentException(conflict, nameof(options))
            : options.SettledModel;
        return kind switch
        {
            null => Planner.Choose(work, budget),
            ModelKind.GaussianProcess => Planner.GaussianProcess(work, budget),
            ModelKind.KernelRidge => Planner.KernelRidge(work, budget),
            ModelKind.IterativeGaussianProcess => Planner.IterativeProcess(work, budget),
            ModelKind.SparseGaussianProcess =>
                Planner.SparseProcess(work, budget, options.Centres ?? UsualInducing),
            ModelKind.StochasticGaussianProcess =>
                Planner.StochasticProcess(work, budget, options.Centres ?? UsualInducing),
            ModelKind.FourierProcess => Planner.FourierProcess(work, budget),
            ModelKind.GridProcess => Planner.GridProcess(work, budget),
            ModelKind.VecchiaProcess => Planner.VecchiaProcess(work, budget),
            ModelKind.NystromRidge =>
                Planner.NystromRidge(work, budget, options.Centres ?? UsualCentres, RidgeSolver(options)),
            _ => throw new ArgumentOutOfRangeException(nameof(options), kind, "The model must be one of the list."),
        };
    }

    // The kernel of the options must have the structure; without one there is a default that has.
    private static int[]? GridShape(Points points, FitOptions options)
    {
        if (options.Kernel == FitOptions.AutomaticKernel || PointLattice.Find(points) is not { } lattice
            || !GridProcess.Serves(FitRecipe.GridKernel(options, points.Dimension).SplitNoise(out _), lattice))
        {
            return null;
        }

        return [.. Enumerable.Range(0, points.Dimension).Select(k => lattice.Grid.Axis(k).Length)];
    }

    /// <summary>How ridge regression on centres is to be solved.</summary>
    public static NystromSolver RidgeSolver(FitOptions options) => options.Solver switch
    {
        FitSolver.NormalEquations => NystromSolver.NormalEquations,
        FitSolver.Falkon => NystromSolver.Falkon,
        FitSolver.Sketch => NystromSolver.Sketch,
        _ => NystromSolver.Automatic,
    };
}
