using Gramian.Kernels;
using Gramian.Models.Classification;
using Gramian.Numerics;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.TableClasses;

/// <summary>
/// Represents a Gaussian-process classifier through inducing points as a model file holds it: the posterior of each
/// latent function at these points. Immutable, and safe to share.
/// </summary>
public sealed class VariationalClassModel : IKernelClassifier
{
    /// <summary>Makes the model from its state.</summary>
    /// <param name="fitted">The posterior; its labels are the classes 0 … k − 1 in some order.</param>
    public VariationalClassModel(FittedVariationalClassifier fitted)
    {
        ArgumentNullException.ThrowIfNull(fitted);
        Fitted = fitted;
    }

    /// <summary>The posterior at the kernel.</summary>
    public FittedVariationalClassifier Fitted { get; }

    /// <summary>The number of training rows.</summary>
    public required int TrainingRows { get; init; }

    /// <inheritdoc/>
    public OptimizationResult? Search => Fitted.Optimization;

    /// <inheritdoc/>
    public IReadOnlyList<string> AtBounds => Fitted.AtBounds;

    /// <inheritdoc/>
    public ModelKind Kind => ModelKind.GaussianProcessClassifier;

    /// <inheritdoc/>
    public Kernel Kernel => Fitted.Kernel;

    /// <inheritdoc/>
    public Certificate Certificate => Fitted.Certificate;

    /// <inheritdoc/>
    public Points? KeptPoints => Fitted.InducingPoints;

    /// <inheritdoc/>
    public string Settings => FormattableString.Invariant(
        $"variational with a {(Labels.Count == 2 ? "logit" : "softmax")} through {Fitted.InducingPoints.Count} ")
        + FormattableString.Invariant($"inducing points of {TrainingRows} rows, bound {Fitted.Bound:F2} nats");

    /// <inheritdoc/>
    public int InputDimension => Fitted.InputDimension;

    /// <inheritdoc/>
    public IReadOnlyList<double> Labels => Fitted.Labels;

    /// <inheritdoc/>
    public double[] Predict(Points queries, ComputeOptions? options = null) => Fitted.Predict(queries, options);

    /// <inheritdoc/>
    public Matrix<double> DecisionValues(Points queries, ComputeOptions? options = null) =>
        Fitted.DecisionValues(queries, options);

    /// <inheritdoc/>
    public Matrix<double>? Probabilities(Points queries, ComputeOptions? options = null) =>
        Fitted.Probabilities(queries, options);
}
