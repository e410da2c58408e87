using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Vecchia;

/// <summary>Carries a recipe of neighbours through a fit: check, start on few rows, search, certify.</summary>
internal static class VecchiaFit
{
    /// <summary>What certificates call the method.</summary>
    public const string Method = "nearest neighbours, Cholesky";

    public static FittedVecchiaProcess Run(
        VecchiaProcess recipe, Points inputs, MatrixView<double> targets, ComputeOptions? options)
    {
        var data = new RegressionData(inputs, targets, rowNoise: null, MeanFunction.Zero);
        ApproximateStart start = ApproximateStart.Find(recipe, data, options);
        (Kernel kernel, double noise) = (start.Kernel, start.NoiseVariance);
        var likelihood = new VecchiaLikelihood(data, kernel, recipe.Neighbours, recipe.Seed, options);
        OptimizationResult? search = null;
        IReadOnlyList<string> atBounds = [];
        if (start.Space is { Count: > 0 } space)
        {
            var objective = new HyperparameterObjective(space, start.Family, likelihood.Evaluate, options);
            search = recipe.Optimizer.Minimize(objective.Evaluate, start.Point, space.Lower, space.Upper, options);
            options?.CancellationToken.ThrowIfCancellationRequested();
            (kernel, noise) = space.At(start.Family, search.Solution);
            atBounds = space.AtBounds(search.Solution);
            likelihood.Refind(kernel);
        }

        double value = likelihood.Evaluate(kernel, noise, []);
        if (!double.IsFinite(value))
        {
            const string Remedy = "Raise the noise variance or its lower bound.";
            throw new SolverException(
                $"A row and its neighbours have no positive definite covariance matrix. {Remedy}",
                new Certificate { Method = Method, Converged = false, Remedy = Remedy });
        }

        return new FittedVecchiaProcess(data, kernel, noise, recipe.Neighbours)
        {
            LogMarginalLikelihood = value,
            Certificate = new Certificate { Method = Method, Converged = true },
            Optimization = search,
            AtBounds = atBounds,
        };
    }
}
