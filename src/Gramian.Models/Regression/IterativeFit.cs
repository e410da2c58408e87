using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Operators;
using Gramian.Operators.Composition;
using Gramian.Solvers;
using Gramian.Solvers.Krylov;
using Gramian.Solvers.Optimisation;
using Gramian.Solvers.Preconditioning;

namespace Gramian.Models.Regression;

/// <summary>Carries an iterative recipe through a fit: check, start on few rows, search, solve, certify.</summary>
internal static class IterativeFit
{
    private const double HalfLogTwoPi = 0.91893853320467274178;

    public static FittedIterativeProcess Run(
        IterativeGaussianProcess recipe, Points inputs, MatrixView<double> targets, ComputeOptions? options)
    {
        var data = new RegressionData(inputs, targets, rowNoise: null, MeanFunction.Zero);
        ApproximateStart start = ApproximateStart.Find(recipe, data, options);
        (Kernel kernel, double noise) = (start.Kernel, start.NoiseVariance);
        OptimizationResult? search = null;
        IReadOnlyList<string> atBounds = [];
        if (start.Space is { Count: > 0 } space)
        {
            using var system = new IterativeSystem(recipe, data, kernel, options);
            var objective = new HyperparameterObjective(space, start.Family, system.Evaluate, options);
            search = recipe.Optimizer.Minimize(objective.Evaluate, start.Point, space.Lower, space.Upper, options);
            options?.CancellationToken.ThrowIfCancellationRequested();
            (kernel, noise) = space.At(start.Family, search.Solution);
            atBounds = space.AtBounds(search.Solution);
        }

        return Finish(recipe, data, kernel, noise, search, atBounds, options);
    }

    /// <summary>The preconditioner of a kernel matrix: a function of the recipe's seed and rank alone.</summary>
    public static IPreconditioner Precondition(
        IterativeGaussianProcess recipe, LinearOperator gram, double noiseVariance, ComputeOptions? options) =>
        new LowRankPreconditioning { Factorisation = recipe.Factorisation(gram.Rows), Seed = recipe.Seed }
            .Prepare(gram, noiseVariance, options);

    private static FittedIterativeProcess Finish(
        IterativeGaussianProcess recipe,
        RegressionData data,
        Kernel kernel,
        double noise,
        OptimizationResult? search,
        IReadOnlyList<string> atBounds,
        ComputeOptions? options)
    {
        (int n, int q) = (data.Count, data.TargetCount);
        LinearOperator gram = kernel.Gram(data.Inputs);
        IPreconditioner preconditioner = Precondition(recipe, gram, noise, options);
        IFactorization system = recipe
            .Solver(recipe.MeanTolerance, noise, new GivenPreconditioning(preconditioner, recipe.RankFor(n)))
            .Prepare(gram, options);
        var weights = new Matrix<double>(n, q);
        system.Solve(data.Targets.View, weights.View);
        StochasticEstimate determinant = recipe.Determinant
            .LogDeterminant(gram.PlusDiagonal(noise), preconditioner, options);
        double fit = 0;
        for (int i = 0; i < n; i++)
        {
            fit += Numerics.Dense.VectorOps.Dot<double>(data.Targets.Row(i), weights.Row(i));
        }

        return new FittedIterativeProcess(recipe, data, kernel, noise, weights, preconditioner)
        {
            LogMarginalLikelihood = (-0.5 * fit) - (0.5 * q * determinant.Value) - (n * q * HalfLogTwoPi),
            LogMarginalLikelihoodError = 0.5 * q * determinant.StandardError,
            Certificate = system.Certificate,
            Optimization = search,
            AtBounds = atBounds,
        };
    }
}
