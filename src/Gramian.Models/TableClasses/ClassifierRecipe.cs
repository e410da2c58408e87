using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Classification;
using Gramian.Models.Discriminants;
using Gramian.Models.Logistic;
using Gramian.Models.Planning;
using Gramian.Models.SupportVectors;
using Gramian.Models.Tables;
using Gramian.Numerics;

namespace Gramian.Models.TableClasses;

/// <summary>Tunes and fits the classifier that a plan names, on standardised points and classes 0 … k − 1.</summary>
internal static class ClassifierRecipe
{
    // Many classes settle slowly. After a hundred passes probabilities move in the third digit, and the certificate
    // says so.
    private const int VariationalPasses = 100;
    private const double VariationalTolerance = 1e-3;

    /// <summary>Fits the planned model.</summary>
    /// <param name="plan">What was planned.</param>
    /// <param name="points">The standardised points.</param>
    /// <param name="labels">The class of each row, 0 … k − 1.</param>
    /// <param name="classes">The k classes.</param>
    /// <param name="options">What a person chose.</param>
    /// <param name="compute">Threads, memory, progress, cancellation.</param>
    /// <param name="tuning">What was tuned and how, as one sentence; null when nothing was.</param>
    public static IKernelClassifier Fit(
        Plan plan, Points points, int[] labels, TargetClasses classes, FitOptions options, ComputeOptions? compute,
        out string? tuning) => options.Calibration is { } method
        ? PlannedRecipe.Calibrate(plan, points, labels, classes, options, method, compute, out tuning)
        : FitPlain(plan, points, labels, classes, options, compute, out tuning);

    /// <summary>Fits the planned model, with its own probabilities.</summary>
    public static IKernelClassifier FitPlain(
        Plan plan, Points points, int[] labels, TargetClasses classes, FitOptions options, ComputeOptions? compute,
        out string? tuning)
    {
        double[] weights = [.. options.ClassWeights?.Of(classes, labels) ?? []];
        switch (plan.Kind)
        {
            case ModelKind.SupportVectors:
                var machines = new SupportVectorTuning { Seed = options.Seed, ClassWeights = [.. weights] };
                SupportVectorModel machine = machines.Fit(
                    options.Kernel is null ? null : Kernel.Parse(options.Kernel), points, labels, classes.Count,
                    out string summary, compute);
                tuning = summary;
                return machine;
            case ModelKind.GaussianProcessClassifier:
                tuning = null;
                if (plan.Solver == FitSolver.Variational)
                {
                    return Variational(plan, points, labels, options, compute);
                }

                GaussianProcessClassifier process = GaussianProcessClassifier.Default(points.Dimension);
                process = process with
                {
                    Kernel = LatentKernel(points, options),
                };
                return ProcessClassModel.Fit(
                    process with
                    {
                        Seed = options.Seed,
                        Restarts = options.Restarts,
                        Inference = plan.Solver == FitSolver.Laplace
                            ? LatentInference.Laplace
                            : LatentInference.ExpectationPropagation,
                    }, points, labels, compute);
            case ModelKind.KernelLogistic:
                LogisticClassModel logistic = new LogisticTuning
                {
                    Seed = options.Seed,
                    ClassWeights = [.. weights],
                    CentreCount = plan.Centres > 0 ? plan.Centres : null,
                }.Fit(options.Kernel is null ? null : Kernel.Parse(options.Kernel), points, labels, classes.Count,
                    out string chosen, compute);
                tuning = chosen;
                return logistic;
            case ModelKind.KernelRidgeClassifier:
                RidgeClassModel ridge = new RidgeClassTuning
                {
                    Seed = options.Seed,
                    ClassWeights = [.. weights],
                    CentreCount = plan.Centres > 0 ? plan.Centres : null,
                }.Fit(options.Kernel is null ? null : Kernel.Parse(options.Kernel), points, labels, classes.Count,
                    out string found, compute);
                tuning = found;
                return ridge;
            case ModelKind.DirichletClassifier:
                tuning = null;
                return DirichletClassModel.Fit(
                    DirichletClassifier.Default(points.Dimension) with
                    {
                        Kernel = LatentKernel(points, options),
                        Concentration = null,
                        InducingCount = plan.Centres > 0 ? plan.Centres : null,
                        Seed = options.Seed,
                        Restarts = options.Restarts,
                    }, points, labels, compute);
            default:
                throw new ArgumentOutOfRangeException(nameof(plan), plan.Kind, "The plan must be one for classes.");
        }
    }

    private static VariationalClassModel Variational(
        Plan plan, Points points, int[] labels, FitOptions options, ComputeOptions? compute)
    {
        VariationalClassifier recipe = VariationalClassifier.Default(points.Dimension) with
        {
            Kernel = LatentKernel(points, options),
            Rules = GaussianProcessClassifier.Default(points.Dimension).Rules,
            InducingCount = plan.Centres,
            FinalPasses = VariationalPasses,
            Tolerance = VariationalTolerance,
            Seed = options.Seed,
            Restarts = options.Restarts,
        };
        return new VariationalClassModel(
            recipe.Fit(points, Array.ConvertAll(labels, label => (double)label), options: compute))
        {
            TrainingRows = points.Count,
        };
    }

    // One lengthscale: with one for each input the evidence of few rows chose worse.
    private static Kernel LatentKernel(Points points, FitOptions options) => options.Kernel is null
        ? 4.0 * new Matern52(Math.Sqrt(points.Dimension))
        : Kernel.Parse(options.Kernel);
}
