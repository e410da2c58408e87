using Gramian.Kernels;
using Gramian.Models.Classification;
using Gramian.Numerics;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.TableClasses;

/// <summary>
/// Represents a Gaussian-process classifier as a model file holds it: rows, classes and kernel, from which the
/// posterior is found again with the same bits. Immutable, and safe to share.
/// </summary>
public sealed class ProcessClassModel : IKernelClassifier
{
    // Sweeps of propagation converge slowly where classes are apart; there is only one fit to wait for.
    private const int FinalIterations = 1000;

    private readonly int[] rowLabels;

    private ProcessClassModel(FittedGaussianProcessClassifier fitted, int[] rowLabels) =>
        (Fitted, this.rowLabels) = (fitted, rowLabels);

    /// <summary>The posterior at the kernel.</summary>
    public FittedGaussianProcessClassifier Fitted { get; }

    /// <summary>How the posterior was approximated.</summary>
    public LatentInference Inference => Fitted.Recipe.Inference;

    /// <summary>The class of each training row, [n].</summary>
    public IReadOnlyList<int> RowLabels => rowLabels;

    /// <inheritdoc/>
    public OptimizationResult? Search { get; private init; }

    /// <inheritdoc/>
    public IReadOnlyList<string> AtBounds { get; private init; } = [];

    /// <inheritdoc/>
    public ModelKind Kind => ModelKind.GaussianProcessClassifier;

    /// <inheritdoc/>
    public Kernel Kernel => Fitted.Kernels[0];

    /// <summary>The kernels: one, or one for each class that was told from the others by itself.</summary>
    public IReadOnlyList<Kernel> Kernels => Fitted.Kernels;

    /// <inheritdoc/>
    public Certificate Certificate => Fitted.Certificate;

    /// <inheritdoc/>
    public Points? KeptPoints => Fitted.Inputs;

    /// <inheritdoc/>
    public string Settings => Inference == LatentInference.Laplace
        ? $"Laplace approximation with a {(Labels.Count == 2 ? "logit" : "softmax")}, {Evidence}"
        : $"expectation propagation with a probit, {Evidence}"
            + (Labels.Count == 2 ? "" : ", each class against the others by a kernel of its own");

    /// <inheritdoc/>
    public int InputDimension => Fitted.InputDimension;

    /// <inheritdoc/>
    public IReadOnlyList<double> Labels => Fitted.Labels;

    /// <summary>Searches the hyperparameters from a kernel, and finds the posterior.</summary>
    internal static ProcessClassModel Fit(
        GaussianProcessClassifier recipe, Points points, int[] labels, ComputeOptions? options)
    {
        FittedGaussianProcessClassifier found = recipe.Fit(points, Numbers(labels), options: options);
        return At(
            recipe.Inference, found.Kernels, points, labels, found.Optimizations.FirstOrDefault(), found.AtBounds,
            options);
    }

    /// <summary>Finds the posterior at kernels that are given: one, or one for each class.</summary>
    internal static ProcessClassModel At(
        LatentInference inference, IReadOnlyList<Kernel> kernels, Points points, int[] labels,
        OptimizationResult? search, IReadOnlyList<string> atBounds, ComputeOptions? options = null)
    {
        var recipe = new GaussianProcessClassifier(kernels[0])
        {
            Inference = inference,
            IterationLimit = FinalIterations,
        };
        return new ProcessClassModel(recipe.FitAt(kernels, points, Numbers(labels), options), labels)
        {
            Search = search,
            AtBounds = atBounds,
        };
    }

    /// <inheritdoc/>
    public double[] Predict(Points queries, ComputeOptions? options = null) => Fitted.Predict(queries, options);

    /// <inheritdoc/>
    public Matrix<double> DecisionValues(Points queries, ComputeOptions? options = null) =>
        Fitted.DecisionValues(queries, options);

    /// <inheritdoc/>
    public Matrix<double>? Probabilities(Points queries, ComputeOptions? options = null) =>
        Fitted.Probabilities(queries, options);

    private string Evidence => FormattableString.Invariant($"log evidence {Fitted.LogEvidence:F2} nats");

    private static double[] Numbers(int[] labels) => Array.ConvertAll(labels, label => (double)label);
}
