using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Solvers.QuadraticProgrammes;

namespace Gramian.Models.SupportVectors;

/// <summary>Represents classification by support vectors: the recipe, before it has seen data. Immutable.</summary>
/// <remarks>
/// Each machine minimises ½‖w‖² + Σ Cᵢ ξᵢ, or with <see cref="Nu"/> the form in which ν bounds the share of rows
/// inside the margin. Cᵢ is the cost times the weight of the class times the weight of the row; rows of weight zero
/// are left out. Inputs should be scaled: no column is weighed for its meaning.
/// </remarks>
/// <param name="Kernel">k; its lengthscale, or γ, is not fitted: see <see cref="GammaRule"/>.</param>
[Paper("chang2011libsvm")]
[Paper("scholkopf2000new")]
public sealed record SupportVectorClassifier(Kernel Kernel) : IClassificationRecipe
{
    /// <inheritdoc/>
    public string Name => "svm";

    /// <summary>C, positive and finite; not read when <see cref="Nu"/> is given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double Cost { get; init => field = Guard.Positive(value, nameof(Cost)); } = 1;

    /// <summary>ν, in (0, 1], instead of C; null (the default) for C.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside (0, 1].</exception>
    public double? Nu
    {
        get;
        init => field = value is null ? null : Guard.InRange(Guard.Positive(value.Value, nameof(Nu)), 0, 1, nameof(Nu));
    }

    /// <summary>What C is multiplied by for rows of a label; 1 for labels that are not named.</summary>
    public ImmutableDictionary<double, double> ClassWeights { get; init; } = ImmutableDictionary<double, double>.Empty;

    /// <summary>How several classes become machines of two; one against one by default.</summary>
    public MulticlassScheme Scheme { get; init; }

    /// <summary>
    /// Whether probabilities are fitted, on decision values of 5-fold cross-validation; false by default. One against
    /// one only.
    /// </summary>
    public bool WithProbabilities { get; init; }

    /// <summary>The seed of the folds for probabilities; 0 by default.</summary>
    public ulong Seed { get; init; }

    /// <summary>How the programmes are solved.</summary>
    public SequentialMinimalOptimizer Solver { get; init; } = new();

    /// <summary>Fits the recipe; the recipe itself is not changed.</summary>
    /// <param name="inputs">The n training inputs; borrowed during the call.</param>
    /// <param name="labels">The label of each row, [n]; at least two different ones.</param>
    /// <param name="weights">A weight of each row, zero or positive, [n]; empty for 1.</param>
    /// <param name="start">
    /// A machine trained on the same rows with another C or kernel, to start from; null to start from nothing. Not
    /// with <see cref="Nu"/>.
    /// </param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a number is not finite, there is one class only, or ν is too large for the classes.
    /// </exception>
    public FittedSupportVectorClassifier Fit(
        Points inputs,
        ReadOnlySpan<double> labels,
        ReadOnlySpan<double> weights = default,
        FittedSupportVectorClassifier? start = null,
        ComputeOptions? options = null) => Fit(TrainingPoints.Of(inputs), labels, weights, start, options);

    /// <summary>Fits the recipe to sparse inputs, which are never written out.</summary>
    /// <param name="inputs">The n training inputs; borrowed during the call.</param>
    /// <param name="labels">The label of each row, [n]; at least two different ones.</param>
    /// <param name="weights">A weight of each row, zero or positive, [n]; empty for 1.</param>
    /// <param name="start">As in the other overload.</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// As in the other overload, or the kernel is neither of inner products nor of one distance.
    /// </exception>
    public FittedSupportVectorClassifier Fit(
        SparsePoints inputs,
        ReadOnlySpan<double> labels,
        ReadOnlySpan<double> weights = default,
        FittedSupportVectorClassifier? start = null,
        ComputeOptions? options = null) => Fit(TrainingPoints.Of(inputs), labels, weights, start, options);

    /// <summary>Trains on a Gram matrix that is at hand; <see cref="Kernel"/> is not read.</summary>
    /// <param name="gram">The kernel values of the training rows, [n, n], symmetric; borrowed during the call.</param>
    /// <param name="labels">The label of each row, [n]; at least two different ones.</param>
    /// <param name="weights">A weight of each row, zero or positive, [n]; empty for 1.</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <returns>The machines, whose coefficients belong to training rows.</returns>
    /// <exception cref="ArgumentException">
    /// A shape does not fit, the matrix is not symmetric, there is one class only, or ν is too large.
    /// </exception>
    public TrainedClassifier FitGram(
        MatrixView<double> gram,
        ReadOnlySpan<double> labels,
        ReadOnlySpan<double> weights = default,
        ComputeOptions? options = null) =>
        ClassifierTraining.Train(
            this, new DenseRows(gram), labels, weights, start: null, options ?? ComputeOptions.Default);

    IClassifier IClassificationRecipe.Fit(
        Points inputs, ReadOnlySpan<double> labels, ReadOnlySpan<double> weights, ComputeOptions? options) =>
        Fit(inputs, labels, weights, start: null, options);

    internal FittedSupportVectorClassifier Fit(
        TrainingPoints inputs,
        ReadOnlySpan<double> labels,
        ReadOnlySpan<double> weights,
        FittedSupportVectorClassifier? start,
        ComputeOptions? options)
    {
        Kernel kernel = Kernel.Resolve(inputs.Dimension);
        TrainedClassifier trained = ClassifierTraining.Train(
            this, inputs.Rows(kernel), labels, weights, start?.Training, options ?? ComputeOptions.Default);
        return new FittedSupportVectorClassifier(kernel, inputs, trained);
    }
}
