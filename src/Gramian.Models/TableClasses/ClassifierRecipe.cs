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
                GaussianProcessClassifier process = GaussianProcessClassifier.Default(points.Dimension);
                process = process with
                {
                    Kernel = options.Kernel is null
                        ? 4.0 * new Matern52(Math.Sqrt(points.Dimension))
                        : Kernel.Parse(options.Kernel),
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
            default:
                throw new ArgumentOutOfRangeException(nameof(plan), plan.Kind, "The plan must be one for classes.");
        }
    }
}
