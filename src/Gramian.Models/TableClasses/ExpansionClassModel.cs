using System.Globalization;
using Gramian.Kernels;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.TableClasses;

/// <summary>
/// Represents classes told apart by functions on the training rows or on centres, of which a kind makes probabilities
/// of the classes 0 … k − 1. Immutable, and safe to share.
/// </summary>
public abstract class ExpansionClassModel : IKernelClassifier
{
    private readonly double[] labels;

    private protected ExpansionClassModel(SupportVectorExpansion expansion)
    {
        ArgumentNullException.ThrowIfNull(expansion);
        Guard.AtLeast(expansion.Count, 1, nameof(expansion));
        int functions = expansion.Offsets.Count;
        Expansion = expansion;
        labels = functions == 1 ? [1, 0] : [.. Enumerable.Range(0, functions).Select(place => (double)place)];
    }

    /// <summary>The functions of a query; their offsets are the intercepts, negated.</summary>
    public SupportVectorExpansion Expansion { get; }

    /// <summary>λ, which the sum of the weights of the rows multiplies.</summary>
    public required double Ridge { get; init; }

    /// <summary>The number of training rows.</summary>
    public required int TrainingRows { get; init; }

    /// <inheritdoc/>
    public required Certificate Certificate { get; init; }

    /// <inheritdoc/>
    public abstract ModelKind Kind { get; }

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
        return ProbabilitiesOf(values);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind.Title()}, {Settings}";

    private protected abstract Matrix<double>? ProbabilitiesOf(Matrix<double> values);
}
