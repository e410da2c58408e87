using Gramian.Kernels;
using Gramian.Models.Classification;
using Gramian.Numerics;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.TableClasses;

/// <summary>
/// Represents a classification by regression of Dirichlet targets as a model file holds it: rows, classes and kernel,
/// from which the posterior is found again, or the posterior at inducing points. Immutable, and safe to share.
/// </summary>
public sealed class DirichletClassModel : IKernelClassifier
{
    /// <summary>Makes the model from its state.</summary>
    /// <param name="fitted">The posterior; its labels are the classes 0 … k − 1 in some order.</param>
    /// <param name="rowLabels">The class of each training row; null when inducing points carry the posterior.</param>
    /// <exception cref="ArgumentException">There are more or fewer classes of rows than rows.</exception>
    public DirichletClassModel(FittedDirichletClassifier fitted, IReadOnlyList<int>? rowLabels)
    {
        ArgumentNullException.ThrowIfNull(fitted);
        Guard.Length(rowLabels?.Count ?? fitted.KeptPoints.Count, fitted.KeptPoints.Count, nameof(rowLabels));
        (Fitted, RowLabels) = (fitted, rowLabels is null ? null : [.. rowLabels]);
    }

    /// <summary>The posterior at the kernel.</summary>
    public FittedDirichletClassifier Fitted { get; }

    /// <summary>The class of each training row, [n]; null when inducing points carry the posterior.</summary>
    public IReadOnlyList<int>? RowLabels { get; }

    /// <summary>The number of training rows.</summary>
    public required int TrainingRows { get; init; }

    /// <inheritdoc/>
    public required OptimizationResult? Search { get; init; }

    /// <inheritdoc/>
    public required IReadOnlyList<string> AtBounds { get; init; }

    /// <inheritdoc/>
    public ModelKind Kind => ModelKind.DirichletClassifier;

    /// <inheritdoc/>
    public Kernel Kernel => Fitted.Kernel;

    /// <inheritdoc/>
    public Certificate Certificate => Fitted.Certificate;

    /// <inheritdoc/>
    public Points? KeptPoints => Fitted.KeptPoints;

    /// <inheritdoc/>
    public string Settings => FormattableString.Invariant($"concentration {Fitted.Concentration}, ")
        + (RowLabels is null
            ? FormattableString.Invariant($"{Fitted.KeptPoints.Count} inducing points of {TrainingRows} rows")
            : FormattableString.Invariant($"exact on all {TrainingRows} rows"));

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

    /// <summary>Searches the hyperparameters, and finds the posterior.</summary>
    internal static DirichletClassModel Fit(
        DirichletClassifier recipe, Points points, int[] labels, ComputeOptions? options)
    {
        FittedDirichletClassifier fitted =
            recipe.Fit(points, Array.ConvertAll(labels, label => (double)label), options: options);
        return new DirichletClassModel(fitted, fitted.KeptPoints == points ? labels : null)
        {
            TrainingRows = points.Count,
            Search = fitted.Optimization,
            AtBounds = fitted.AtBounds,
        };
    }
}
