using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Models.SparseProcesses;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Classification;

/// <summary>Carries a variational recipe through a fit: start, batches, optimum over all rows, certificate.</summary>
internal sealed class VariationalFit
{
    private const ulong RowsTask = 2;
    private const ulong InducingTask = 3;
    private const ulong BatchTask = 4;
    private const double StartTolerance = 1e-6;
    private const int StartLimit = 100;
    private const double LeastLength = 0.02;

    // Two functions that compete are moved twice too far by steps that treat each by itself, and others up to once.
    private const double JointLength = 2.0 / 3;

    // The bound is a sum over rows: a fall by this share of it is rounding, not a step too long.
    private const double Rounding = 1e-10;
    private const string Method = "variational bound of labels, natural gradients";
    private readonly VariationalClassifier recipe;
    private readonly LabelData data;
    private readonly ComputeOptions? options;
    private readonly VariationalBound bound;
    private readonly VariationalState[] states;
    private readonly IJointLikelihood likelihood;
    private readonly double[] targets;   // ±1, or the place of the label
    private readonly BatchLearning learning;
    private int steps;

    private VariationalFit(VariationalClassifier recipe, LabelData data, Points inducing, ComputeOptions? options)
    {
        (this.recipe, this.data, this.options) = (recipe, data, options);
        int k = data.Labels.Length;
        int functions = k == 2 ? 1 : k;
        bound = new VariationalBound(inducing, recipe.Jitter, options, functions);
        states = [.. Enumerable.Range(0, functions).Select(_ => new VariationalState(inducing.Count))];
        likelihood = k == 2 ? new BernoulliLikelihood(recipe.Link) : new TiltedSoftmaxLikelihood(k);
        targets = k == 2 ? data.Signs(0) : [.. data.Classes.Select(c => (double)c)];
        learning = new BatchLearning(data.Count, Math.Min(recipe.BatchRows, data.Count), options);
    }

    public static FittedVariationalClassifier Run(VariationalClassifier recipe, LabelData data, ComputeOptions? options)
    {
        Kernel family = recipe.Resolve(data.Inputs);
        Kernel kernel = Start(recipe, data, family, options);
        Points inducing = recipe.InducingRule.Choose(
            data.Inputs, kernel, recipe.InducingCount, new RandomStream(recipe.Seed, InducingTask), options);
        var fit = new VariationalFit(recipe, data, inducing, options);
        HyperparameterSpace space = EvidenceSearch.Space(recipe, kernel);
        OptimizationResult? search = null;
        IReadOnlyList<string> atBounds = [];
        if (recipe.Optimize && space.Count > 0 && recipe.Epochs > 0)
        {
            search = fit.Learn(kernel, space);
            kernel = space.At(kernel, search.Solution).Kernel;
            atBounds = space.AtBounds(search.Solution);
        }

        return fit.Finish(kernel, inducing, search, atBounds);
    }

    // Hyperparameters by the Laplace approximation on few rows.
    private static Kernel Start(
        VariationalClassifier recipe, LabelData data, Kernel family, ComputeOptions? options)
    {
        if (!recipe.Optimize)
        {
            return family;
        }

        int[] rows = data.Draw(recipe.StartRows, new RandomStream(recipe.Seed, RowsTask));
        LabelData part = rows.Length < data.Count ? data.Select(rows) : data;
        using IEvidence evidence = Make(part);
        return new EvidenceSearch(recipe, family, Make, options).Run(part, evidence).Kernel;

        IEvidence Make(LabelData some) => some.Labels.Length == 2
            ? new LaplaceSystem(some, 0, recipe.Link, StartTolerance, StartLimit)
            : new SoftmaxLaplace(some, StartTolerance, StartLimit);
    }

    private OptimizationResult Learn(Kernel family, HyperparameterSpace space)
    {
        OptimizationResult search = learning.Run(
            space, space.Start.ToArray(), recipe.StochasticOptimizer.Start(space.Count), recipe.Epochs,
            new RandomStream(recipe.Seed, BatchTask),
            (point, rows, share, slopes) =>
            {
                Kernel kernel = space.At(family, point).Kernel;
                Begin(kernel);
                double sum = Add(kernel, rows, share, slopes);
                Step(recipe.NaturalStep);
                return sum;
            },
            Divergence);
        steps = search.Iterations;
        return search;
    }

    // Natural steps over all rows, as in Newton's method, shortened while the bound falls.
    private FittedVariationalClassifier Finish(
        Kernel kernel, Points inducing, OptimizationResult? search, IReadOnlyList<string> atBounds)
    {
        double length = states.Length == 1 ? 1 : JointLength;
        (double value, double residual) = (double.NegativeInfinity, double.PositiveInfinity);
        for (int pass = 0; pass <= recipe.FinalPasses; pass++)
        {
            Begin(kernel);
            double next = learning.Sweep((rows, share, slopes) => Add(kernel, rows, share, slopes)) - Divergence();
            residual = states.Select((state, f) =>
                Math.Max(state.Residual(bound.StepTargets[f]), state.Residual(bound.StepCurvatures[f]))).Max();
            if (next < value - (Rounding * Math.Abs(value)))
            {
                length = Math.Max(LeastLength, 0.5 * length);
            }

            value = next;
            if (residual <= recipe.Tolerance || pass == recipe.FinalPasses)
            {
                break;
            }

            Step(length);
            steps++;
        }

        bool converged = residual <= recipe.Tolerance;
        return new FittedVariationalClassifier(recipe, data.Labels, [.. states.Select(Keep)])
        {
            Bound = value,
            Optimization = search,
            AtBounds = atBounds,
            Certificate = new Certificate
            {
                Method = Method,
                Iterations = steps,
                RequestedTolerance = recipe.Tolerance,
                AchievedResidual = residual,
                Jitter = bound.Jitter,
                JitterRelative = bound.RelativeJitter,
                Library = Certificate.LibraryOf(options),
                Converged = converged,
                Remedy = !converged ? "Allow more final passes or a larger tolerance."
                    : bound.Jitter > 0 ? "Use fewer inducing points, or allow more jitter." : null,
            },
        };

        InducedPosterior Keep(VariationalState state) => new()
        {
            Kernel = kernel,
            NoiseVariance = 0,
            InducingPoints = inducing,
            Factor = bound.Factor,
            PrecisionFactor = state.PrecisionFactor,
            Mean = Matrix<double>.FromRowMajor(state.Count, 1, state.Mean),
        };
    }

    private void Step(double length)
    {
        for (int f = 0; f < states.Length; f++)
        {
            states[f].TryStep(length, bound.StepTargets[f], bound.StepCurvatures[f], options);
        }

        Centre();
    }

    // The softmax does not see what all functions share, and the prior wants it to be zero; steps that treat each
    // function by itself would take it there slowly.
    private void Centre()
    {
        if (states.Length == 1)
        {
            return;
        }

        var mean = new double[states[0].Count];
        foreach (VariationalState state in states)
        {
            VectorOps.Axpy(1.0 / states.Length, state.Mean, mean);
        }

        foreach (VariationalState state in states)
        {
            double[] moved = [.. state.Mean];
            VectorOps.Axpy(-1.0, mean, moved);
            state.MoveTo(moved);
        }
    }

    private double Divergence()
    {
        double sum = 0;
        foreach (VariationalState state in states)
        {
            using Matrix<double> covariance = state.Covariance(options);
            sum += state.Divergence(covariance);
        }

        return sum;
    }

    private double Add(Kernel kernel, ReadOnlySpan<int> rows, double share, Span<double> gradient)
    {
        var chosen = new double[rows.Length];
        var shares = new double[rows.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            (chosen[i], shares[i]) = (targets[rows[i]], share * data.Weights[rows[i]]);
        }

        return bound.Add(kernel, likelihood, states, data.Inputs.Select(rows), chosen, shares, gradient);
    }

    private void Begin(Kernel kernel)
    {
        if (!bound.Begin(kernel))
        {
            const string Remedy = "Use fewer inducing points, or allow more jitter.";
            throw new SolverException(
                $"The kernel matrix of {states[0].Count} inducing points is not positive definite with any permitted "
                + $"jitter. {Remedy}",
                new Certificate { Method = Method, Converged = false, Remedy = Remedy });
        }
    }
}
