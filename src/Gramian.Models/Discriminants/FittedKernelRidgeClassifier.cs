using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Discriminants;

/// <summary>Represents a fitted classification by kernel ridge regression. Immutable, and safe to share.</summary>
[Paper("rifkin2003regularized")]
public sealed class FittedKernelRidgeClassifier : IClassifier
{
    internal FittedKernelRidgeClassifier(SupportVectorExpansion expansion, double[] labels) =>
        (Expansion, Labels) = (expansion, labels);

    /// <summary>The functions on the training rows or the centres.</summary>
    public SupportVectorExpansion Expansion { get; }

    /// <summary>The labels, ascending; of two the larger first.</summary>
    public IReadOnlyList<double> Labels { get; }

    /// <summary>λ, which the sum of the weights multiplies.</summary>
    public required double Ridge { get; init; }

    /// <summary>What each λ achieves on the targets of ±1, weighted; empty on centres.</summary>
    public required IReadOnlyList<RidgePoint> Path { get; init; }

    /// <summary>How well the system was solved.</summary>
    public required Certificate Certificate { get; init; }

    /// <summary>
    /// The decision values of each training row by the others, in closed form; null on centres without probabilities.
    /// </summary>
    public required Matrix<double>? LeaveOneOut { get; init; }

    /// <summary>Which of the rows given each row of <see cref="LeaveOneOut"/> is: those of positive weight.</summary>
    public required IReadOnlyList<int> TrainingRows { get; init; }

    /// <summary>The scaling of each function's values to probabilities; null when none was fitted.</summary>
    public required IReadOnlyList<PlattScaling>? Scalings { get; init; }

    /// <inheritdoc/>
    public int InputDimension => Expansion.Dimension;

    /// <summary>Predicts the label of each query: the most probable one when there are probabilities.</summary>
    /// <inheritdoc/>
    public double[] Predict(Points queries, ComputeOptions? options = null) =>
        ClassDecision.Decide(Labels, Probabilities(queries, options) ?? DecisionValues(queries, options));

    /// <summary>
    /// Of two classes one column, positive for the first label; of more a column each, the largest of which decides.
    /// </summary>
    /// <inheritdoc/>
    public Matrix<double> DecisionValues(Points queries, ComputeOptions? options = null)
    {
        QueryGuard.Columns(queries, InputDimension);
        return Expansion.Evaluate(queries, options);
    }

    /// <inheritdoc/>
    public Matrix<double>? Probabilities(Points queries, ComputeOptions? options = null)
    {
        if (Scalings is null)
        {
            QueryGuard.Columns(queries, InputDimension);
            return null;
        }

        using Matrix<double> values = DecisionValues(queries, options);
        return RidgeScaling.Probabilities(values, Scalings);
    }

    /// <summary>A short description.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"Kernel ridge classification of {Labels.Count} classes on {Expansion.Count} rows: {Expansion.Kernel}, ")
        + FormattableString.Invariant($"ridge {Ridge:G4}");
}
