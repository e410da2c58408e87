using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Grids;

/// <summary>Carries a process on a grid through a fit: find the grid, search, solve.</summary>
internal static class GridFit
{
    private const string Remedy = "Raise the noise variance or its lower bound.";

    // A long series may vary within a small part of its length: the search begins where the likelihood is largest.
    private static readonly double[] FirstLengthscales = [1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001];

    public static FittedGridProcess Run(
        GridProcess recipe, Points inputs, MatrixView<double> targets, ComputeOptions? options)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var data = new RegressionData(inputs, targets, rowNoise: null, MeanFunction.Zero);
        Guard.Length(data.TargetCount, 1, nameof(targets));
        PointLattice lattice = PointLattice.Find(inputs) ?? throw new ArgumentException(
            "The inputs must be all places of a grid, each once, but they are not: fit another model.",
            nameof(inputs));
        if (!GridProcess.Serves(recipe.Kernel.SplitNoise(out _), lattice))
        {
            throw new ArgumentException(
                $"The kernel '{recipe.Kernel}' must be stationary on a line of equally spaced points, or a product of "
                + "kernels of one column each on another grid.", nameof(recipe));
        }

        GridSystem system = SystemFor(lattice, lattice.ToGrid(data.Targets.View.ColumnToArray(0)), recipe.Tolerance);
        (Kernel kernel, Hyperparameter noise) = GaussianProcessFit.Prepare(recipe, data);
        if (!(noise.Value > 0))
        {
            throw new ArgumentException(
                $"'NoiseVariance' must be positive for a recipe '{recipe.Name}', but it was {noise.Value}.",
                nameof(recipe));
        }

        (double variance, OptimizationResult? search, IReadOnlyList<string> atBounds) = (noise.Value, null, []);
        var space = new HyperparameterSpace([.. kernel.Hyperparameters.Select(recipe.ApplyRule), noise]);
        if (recipe.Optimize && space.Count > 0)
        {
            Kernel family = kernel;
            var objective = new HyperparameterObjective(
                space, family, (at, level, gradient) => Value(system, at, level, gradient, options), options);
            search = recipe.Optimizer.Minimize(
                objective.Evaluate, Start(recipe, system, family, space, options), space.Lower, space.Upper, options);
            options?.CancellationToken.ThrowIfCancellationRequested();
            (kernel, variance) = space.At(family, search.Solution);
            atBounds = space.AtBounds(search.Solution);
        }

        return Solve(system, lattice, kernel, variance, options) with { Optimization = search, AtBounds = atBounds };
    }

    /// <summary>The system of a grid.</summary>
    public static GridSystem SystemFor(PointLattice lattice, double[] targets, double tolerance) =>
        lattice.IsRegularLine
            ? new ToeplitzSystem(targets, lattice.Grid.Axis(0)[0], lattice.Step, tolerance)
            : new KroneckerSystem(targets, lattice.Grid, tolerance);

    /// <summary>The model at given hyperparameters.</summary>
    public static FittedGridProcess Solve(
        GridSystem system, PointLattice lattice, Kernel kernel, double noiseVariance, ComputeOptions? options) =>
        system.TrySolve(kernel, noiseVariance, options)
            ? new FittedGridProcess(system, lattice, kernel, noiseVariance)
            : throw new SolverException(
                $"The kernel matrix of {system.Count} grid points plus {noiseVariance} on the diagonal is not positive "
                + $"definite to working precision. {Remedy}",
                new Certificate { Method = system.Method, Converged = false, Remedy = Remedy });

    private static double Value(
        GridSystem system, Kernel kernel, double noise, Span<double> gradient, ComputeOptions? options)
    {
        if (!system.TrySolve(kernel, noise, options))
        {
            return double.NaN;
        }

        system.Gradient(kernel, noise, gradient, options);
        return system.LogMarginalLikelihood;
    }

    // Free lengthscales are tried at several sizes together, the other hyperparameters as they are.
    private static double[] Start(
        GridProcess recipe, GridSystem system, Kernel family, HyperparameterSpace space, ComputeOptions? options)
    {
        double[] best = space.Start.ToArray();
        double top = double.NegativeInfinity;
        foreach (double factor in FirstLengthscales)
        {
            double[] point = space.Start.ToArray();
            for (int k = 0; k < point.Length; k++)
            {
                if (space.IsLengthscale(k))
                {
                    point[k] = Math.Clamp(point[k] + Math.Log(factor), space.Lower[k], space.Upper[k]);
                }
            }

            (Kernel kernel, double noise) = space.At(family, point);
            if (system.TrySolve(kernel, noise, options) && system.LogMarginalLikelihood > top)
            {
                (best, top) = (point, system.LogMarginalLikelihood);
            }
        }

        options?.Progress?.Report(new ComputeProgress($"searching hyperparameters of recipe '{recipe.Name}'", 0.1, ""));
        return best;
    }
}
