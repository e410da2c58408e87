using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.SparseProcesses;

/// <summary>Carries a sparse recipe through a fit: check, start on few rows, maximise the bound, certify.</summary>
internal static class CollapsedFit
{
    private const ulong InducingTask = 3;

    public static FittedSparseProcess Run(
        SparseGaussianProcess recipe, Points inputs, MatrixView<double> targets, ComputeOptions? options)
    {
        var data = new RegressionData(inputs, targets, rowNoise: null, MeanFunction.Zero);
        ApproximateStart start = ApproximateStart.Find(recipe, data, options);
        (Kernel kernel, double noise) = (start.Kernel, start.NoiseVariance);
        Points inducing = recipe.InducingRule.Choose(
            inputs, kernel, recipe.InducingCount, new RandomStream(recipe.Seed, InducingTask), options);
        using var system = new InducedSystem(data, inducing.Count, recipe.Jitter);
        OptimizationResult? search = null;
        IReadOnlyList<string> atBounds = [];
        bool moves = recipe.MovesInducingPoints;
        if (start.Space is { } space && (space.Count > 0 || moves))
        {
            var objective = new BoundObjective(system, space, start.Family, inducing, moves, options);
            double[] point = WithBestNoise(system, space, start, inducing, options);
            search = recipe.Optimizer.Minimize(
                objective.Evaluate, objective.Start(point), objective.Lower, objective.Upper, options);
            options?.CancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<double> end = search.Solution.AsSpan(0, space.Count);
            (kernel, noise) = space.At(start.Family, end);
            inducing = objective.PointsAt(search.Solution);
            atBounds = space.AtBounds(end);
        }

        if (!system.TrySolve(kernel, noise, inducing, options))
        {
            throw new SolverException(
                $"The kernel matrix of {inducing.Count} inducing points is not positive definite with any permitted "
                + $"jitter. {Remedy}",
                new Certificate { Method = Method, Converged = false, Remedy = Remedy });
        }

        return Wrap(system, kernel, noise, inducing, search, atBounds);
    }

    // The noise of few rows is far too small for all rows seen through the inducing points: the bound has its own best.
    private static double[] WithBestNoise(
        InducedSystem system, HyperparameterSpace space, ApproximateStart start, Points inducing,
        ComputeOptions? options)
    {
        int place = space.NoisePlace;
        if (place < 0)
        {
            return start.Point;
        }

        Hyperparameter noise = space.Noise;
        double best = system.BestNoise(start.Kernel, inducing, noise.Lower, noise.Upper, options);
        double[] point = [.. start.Point];
        point[place] = double.IsFinite(best) ? Math.Log(best) : point[place];
        return point;
    }

    private const string Method = "collapsed bound, Cholesky";

    private const string Remedy = "Use fewer inducing points, or allow more jitter.";

    private static FittedSparseProcess Wrap(
        InducedSystem system,
        Kernel kernel,
        double noise,
        Points inducing,
        OptimizationResult? search,
        IReadOnlyList<string> atBounds) =>
        new(new InducedPosterior
        {
            Kernel = kernel,
            NoiseVariance = noise,
            InducingPoints = inducing,
            Factor = system.Factor,
            PrecisionFactor = system.PrecisionFactor,
            Mean = system.Mean,
        })
        {
            Method = SparseMethod.Collapsed,
            Bound = system.Bound,
            Optimization = search,
            AtBounds = atBounds,
            Certificate = new Certificate
            {
                Method = Method,
                AchievedResidual = system.Residual,
                Jitter = system.Jitter,
                JitterRelative = system.RelativeJitter,
                Converged = true,
                Remedy = system.Jitter > 0 ? Remedy : null,
            },
        };
}
