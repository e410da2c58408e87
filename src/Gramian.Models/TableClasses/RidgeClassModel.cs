using System.Globalization;
using Gramian.Kernels;
using Gramian.Models.Discriminants;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.TableClasses;

/// <summary>
/// Represents a kernel ridge classification as a model file holds it: functions on the training rows or on centres,
/// each scaled to a probability of the classes 0 … k − 1. Immutable, and safe to share.
/// </summary>
public sealed class RidgeClassModel : IKernelClassifier
{
    private readonly double[] labels;

    /// <summary>Makes the model from its state.</summary>
    /// <param name="expansion">One function for two classes, positive for class 1; else one for each class.</param>
    /// <param name="scalings">The scaling of each function's values to probabilities.</param>
    /// <exception cref="ArgumentException">
    /// The functions have no points, or there are more or fewer scalings.
    /// </exception>
    public RidgeClassModel(SupportVectorExpansion expansion, IReadOnlyList<PlattScaling> scalings)
    {
        ArgumentNullException.ThrowIfNull(expansion);
        ArgumentNullException.ThrowIfNull(scalings);
        Guard.AtLeast(expansion.Count, 1, nameof(expansion));
        int functions = expansion.Offsets.Count;
        Guard.Length(scalings.Count, functions, nameof(scalings));
        (Expansion, Scalings) = (expansion, [.. scalings]);
        labels = functions == 1 ? [1, 0] : [.. Enumerable.Range(0, functions).Select(place => (double)place)];
    }

    /// <summary>The functions of a query.</summary>
    public SupportVectorExpansion Expansion { get; }

    /// <summary>The scaling of each function's values to probabilities, learnt from rows that were left out.</summary>
    public IReadOnlyList<PlattScaling> Scalings { get; }

    /// <summary>λ, which the sum of the weights multiplies.</summary>
    public required double Ridge { get; init; }

    /// <summary>The number of training rows.</summary>
    public required int TrainingRows { get; init; }

    /// <inheritdoc/>
    public required Certificate Certificate { get; init; }

    /// <inheritdoc/>
    public ModelKind Kind => ModelKind.KernelRidgeClassifier;

    /// <inheritdoc/>
    public Kernel Kernel => Expansion.Kernel;

    /// <inheritdoc/>
    public Points? KeptPoints => Expansion.Vectors;

    /// <inheritdoc/>
    public string Settings => string.Create(CultureInfo.InvariantCulture, $"ridge λ = {Ridge:G4}, functions on ")
        + (Expansion.Count == TrainingRows
            ? string.Create(CultureInfo.InvariantCulture, $"all {TrainingRows} rows")
            : string.Create(CultureInfo.InvariantCulture, $"{Expansion.Count} centres of {TrainingRows} rows"));

    /// <inheritdoc/>
    public int InputDimension => Expansion.Dimension;

    /// <summary>The classes, ascending; of two the larger first.</summary>
    public IReadOnlyList<double> Labels => labels;

    /// <summary>Predicts the most probable label of each query.</summary>
    /// <inheritdoc/>
    public double[] Predict(Points queries, ComputeOptions? options = null)
    {
        using Matrix<double> probabilities = Probabilities(queries, options)!;
        return ClassDecision.Decide(labels, probabilities);
    }

    /// <inheritdoc/>
    public Matrix<double> DecisionValues(Points queries, ComputeOptions? options = null)
    {
        QueryGuard.Columns(queries, InputDimension);
        return Expansion.Evaluate(queries, options);
    }

    /// <inheritdoc/>
    public Matrix<double>? Probabilities(Points queries, ComputeOptions? options = null)
    {
        using Matrix<double> values = DecisionValues(queries, options);
        return RidgeScaling.Probabilities(values, Scalings);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind.Title()}, {Settings}";

    internal static RidgeClassModel Of(FittedKernelRidgeClassifier fitted, int rows) =>
        new(fitted.Expansion, fitted.Scalings!)
        {
            Ridge = fitted.Ridge,
            TrainingRows = rows,
            Certificate = fitted.Certificate,
        };
}
