using Gramian.Kernels;
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
    /// <exception cref="ArgumentException">The model has no such solver, or no centres to choose a number of.</exception>
    public static Plan Make(Points points, FitOptions options, ComputeOptions? compute)
    {
        Kernel kernel = FitRecipe.InitialKernel(options).SplitNoise(out _).Resolve(points.Dimension);
        var work = new Workload(points.Count, points.Dimension, kernel.Hyperparameters.Count + 1)
        {
            Starts = options.Restarts + 1,
            Folds = options.Folds,
        };
        Budget budget = Budget.Of(compute) with { Seconds = options.TimeLimitSeconds };
        ModelKind? kind = KindOf(options);
        if (options.Centres is not null && kind is not (ModelKind.SparseGaussianProcess or ModelKind.NystromRidge))
        {
            throw new ArgumentException(
                "A number of centres belongs to the models 'sgpr' and 'nystrom': name one of them.");
        }

        return kind switch
        {
            null => Planner.Choose(work, budget),
            ModelKind.GaussianProcess => Planner.GaussianProcess(work, budget),
            ModelKind.KernelRidge => Planner.KernelRidge(work, budget),
            ModelKind.IterativeGaussianProcess => Planner.IterativeProcess(work, budget),
            ModelKind.SparseGaussianProcess =>
                Planner.SparseProcess(work, budget, options.Centres ?? UsualInducing),
            ModelKind.NystromRidge =>
                Planner.NystromRidge(work, budget, options.Centres ?? UsualCentres, RidgeSolver(options)),
            _ => throw new ArgumentOutOfRangeException(nameof(options), kind, "The model must be one of the list."),
        };
    }

    /// <summary>How ridge regression on centres is to be solved.</summary>
    public static NystromSolver RidgeSolver(FitOptions options) => options.Solver switch
    {
        FitSolver.NormalEquations => NystromSolver.NormalEquations,
        FitSolver.Falkon => NystromSolver.Falkon,
        _ => NystromSolver.Automatic,
    };

    // A solver that only one model has chooses that model.
    private static ModelKind? KindOf(FitOptions options) => (options.Solver, options.Model) switch
    {
        (FitSolver.Automatic, var kind) => kind,
        (FitSolver.Cholesky, null or ModelKind.GaussianProcess) => ModelKind.GaussianProcess,
        (FitSolver.ConjugateGradients, null or ModelKind.GaussianProcess or ModelKind.IterativeGaussianProcess) =>
            ModelKind.IterativeGaussianProcess,
        (FitSolver.NormalEquations or FitSolver.Falkon, null or ModelKind.NystromRidge) => ModelKind.NystromRidge,
        var (solver, model) => throw new ArgumentException(
            $"The model '{model!.Value.ShortName()}' is not solved by {solver}: Cholesky and ConjugateGradients belong "
            + "to 'gp', NormalEquations and Falkon to 'nystrom'."),
    };
}
