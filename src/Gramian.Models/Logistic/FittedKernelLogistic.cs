using Gramian.Kernels;
using Gramian.Models.Losses;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Logistic;

/// <summary>Represents a fitted kernel logistic regression. Immutable, and safe to share between threads.</summary>
[Paper("zhu2005kernel")]
public sealed class FittedKernelLogistic : IClassifier
{
    internal FittedKernelLogistic(SupportVectorExpansion expansion, double[] labels, LogisticStart start) =>
        (Expansion, Labels, Start) = (expansion, labels, start);

    /// <summary>The functions on the training rows or the centres; the offsets are the intercepts, negated.</summary>
    public SupportVectorExpansion Expansion { get; }

    /// <summary>The labels, ascending; of two the larger first.</summary>
    public IReadOnlyList<double> Labels { get; }

    /// <summary>The loss that was minimised.</summary>
    public required ClassLoss Loss { get; init; }

    /// <summary>λ, which the sum of the weights multiplies.</summary>
    public required double Ridge { get; init; }

    /// <summary>(1/N) Σ wᵢ ℓᵢ + (λ/2) ‖f‖², at the training rows.</summary>
    public required double Objective { get; init; }

    /// <summary>What each λ cost held-out rows; empty when λ was given.</summary>
    public required IReadOnlyList<LogisticPathPoint> Path { get; init; }

    /// <summary>
    /// The iterations of conjugate gradients inside all steps; 0 when they were solved by factorisation.
    /// </summary>
    public required int InnerIterations { get; init; }

    /// <summary>
    /// How near the minimum it is, and for a convex loss the gap to a lower bound of Σ wᵢ ℓᵢ + (Nλ/2)‖f‖².
    /// </summary>
    public required Certificate Certificate { get; init; }

    /// <inheritdoc/>
    public int InputDimension => Expansion.Dimension;

    internal LogisticStart Start { get; }

    /// <summary>Predicts the label of each query: the most probable one when the loss tells probabilities.</summary>
    /// <inheritdoc/>
    public double[] Predict(Points queries, ComputeOptions? options = null)
    {
        using Matrix<double> values = DecisionValues(queries, options);
        using Matrix<double>? probabilities = Link(values);
        return ClassDecision.Decide(Labels, probabilities ?? values);
    }

    /// <summary>
    /// Of two classes one column, positive for the first label; of more a score each, the largest of which decides.
    /// </summary>
    /// <inheritdoc/>
    public Matrix<double> DecisionValues(Points queries, ComputeOptions? options = null)
    {
        QueryGuard.Columns(queries, InputDimension);
        return Expansion.Evaluate(queries, options);
    }

    /// <summary>The probabilities for which the scores are best; null when the loss tells none.</summary>
    /// <inheritdoc/>
    public Matrix<double>? Probabilities(Points queries, ComputeOptions? options = null)
    {
        using Matrix<double> values = DecisionValues(queries, options);
        return Link(values);
    }

    /// <summary>A short description.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"Kernel logistic regression ({Loss.Name}) of {Labels.Count} classes on {Expansion.Count} rows: ")
        + FormattableString.Invariant($"{Expansion.Kernel}, ridge {Ridge:G4}");

    private Matrix<double>? Link(Matrix<double> values) => RowLosses.Probabilities(Loss, values, Labels.Count);
}
