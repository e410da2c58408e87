using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.SparseProcesses;

/// <summary>Carries a stochastic recipe through a fit: batches, one step over all rows, certificate.</summary>
internal sealed class StochasticFit
{
    private const ulong InducingTask = 3;
    private const ulong BatchTask = 4;
    private const string Method = "stochastic variational bound, natural gradients";
    private const string Remedy = "Use fewer inducing points, or allow more jitter.";
    private readonly StochasticGaussianProcess recipe;
    private readonly Points inputs;
    private readonly double[] targets;
    private readonly ComputeOptions? options;
    private readonly VariationalBound bound;
    private readonly VariationalState state;
    private readonly BatchLearning learning;
    private int steps;

    private StochasticFit(
        StochasticGaussianProcess recipe, RegressionData data, Points inducing, ComputeOptions? options)
    {
        (this.recipe, this.options) = (recipe, options);
        (inputs, targets) = (data.Inputs, data.Targets.View.ColumnToArray(0));
        bound = new VariationalBound(inducing, recipe.Jitter, options);
        state = new VariationalState(inducing.Count);
        learning = new BatchLearning(inputs.Count, Math.Min(recipe.BatchRows, inputs.Count), options);
    }

    public static FittedSparseProcess Run(
        StochasticGaussianProcess recipe, Points inputs, MatrixView<double> targets, ComputeOptions? options)
    {
        var data = new RegressionData(inputs, targets, rowNoise: null, MeanFunction.Zero);
        if (data.TargetCount != 1)
        {
            throw new ArgumentException(
                $"'targets' must have 1 column for a recipe '{recipe.Name}', but it had {data.TargetCount}; fit each "
                + "target by itself.", nameof(targets));
        }

        ApproximateStart start = ApproximateStart.Find(recipe, data, options);
        (Kernel kernel, double noise) = (start.Kernel, start.NoiseVariance);
        Points inducing = recipe.InducingRule.Choose(
            inputs, kernel, recipe.InducingCount, new RandomStream(recipe.Seed, InducingTask), options);
        var fit = new StochasticFit(recipe, data, inducing, options);
        OptimizationResult? search = null;
        IReadOnlyList<string> atBounds = [];
        if (start.Space is { Count: > 0 } space && recipe.Epochs > 0)
        {
            search = fit.Learn(start.Family, space, start.Point);
            (kernel, noise) = space.At(start.Family, search.Solution);
            atBounds = space.AtBounds(search.Solution);
        }

        return fit.Finish(kernel, noise, inducing, search, atBounds);
    }

    private OptimizationResult Learn(Kernel family, HyperparameterSpace space, double[] start)
    {
        OptimizationResult search = learning.Run(
            space, start, recipe.Optimizer.Start(space.Count), recipe.Epochs,
            new RandomStream(recipe.Seed, BatchTask),
            (point, rows, share, slopes) =>
            {
                (Kernel kernel, double noise) = space.At(family, point);
                Begin(kernel);
                double sum = Add(kernel, noise, rows, share, slopes);
                state.TryStep(recipe.NaturalStep, bound.StepTarget, bound.StepCurvature, options);
                return sum;
            },
            Divergence);
        steps = search.Iterations;
        return search;
    }

    private FittedSparseProcess Finish(
        Kernel kernel, double noise, Points inducing, OptimizationResult? search, IReadOnlyList<string> atBounds)
    {
        // One step of length 1 over all rows ends at the optimum, for the noise is Gaussian.
        Begin(kernel);
        Sweep(kernel, noise);
        if (!state.TryStep(1, bound.StepTarget, bound.StepCurvature, options))
        {
            throw NotDefinite(inducing.Count);
        }

        Begin(kernel);
        double expected = Sweep(kernel, noise);
        return new FittedSparseProcess(new InducedPosterior
        {
            Kernel = kernel,
            NoiseVariance = noise,
            InducingPoints = inducing,
            Factor = bound.Factor,
            PrecisionFactor = state.PrecisionFactor,
            Mean = Matrix<double>.FromRowMajor(state.Count, 1, state.Mean),
        })
        {
            Method = SparseMethod.Stochastic,
            Bound = expected - Divergence(),
            Optimization = search,
            AtBounds = atBounds,
            Certificate = new Certificate
            {
                Method = Method,
                Iterations = steps,
                AchievedResidual = state.Residual(bound.StepTarget),
                Jitter = bound.Jitter,
                JitterRelative = bound.RelativeJitter,
                Converged = true,
                Remedy = bound.Jitter > 0 ? Remedy : null,
            },
        };
    }

    private double Sweep(Kernel kernel, double noise) =>
        learning.Sweep((rows, share, slopes) => Add(kernel, noise, rows, share, slopes));

    private double Divergence()
    {
        using Matrix<double> covariance = state.Covariance(options);
        return state.Divergence(covariance);
    }

    private double Add(Kernel kernel, double noise, ReadOnlySpan<int> rows, double share, Span<double> gradient)
    {
        var chosen = new double[rows.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            chosen[i] = targets[rows[i]];
        }

        return bound.Add(
            kernel, new GaussianLikelihood(noise), state, inputs.Select(rows), chosen, share, gradient);
    }

    private void Begin(Kernel kernel)
    {
        if (!bound.Begin(kernel))
        {
            throw NotDefinite(state.Count);
        }
    }

    private static SolverException NotDefinite(int count) => new(
        $"The kernel matrix of {count} inducing points is not positive definite with any permitted jitter. {Remedy}",
        new Certificate { Method = Method, Converged = false, Remedy = Remedy });
}
