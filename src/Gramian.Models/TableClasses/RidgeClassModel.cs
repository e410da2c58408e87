using Gramian.Models.Discriminants;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;

namespace Gramian.Models.TableClasses;

/// <summary>
/// Represents a kernel ridge classification as a model file holds it: functions on the training rows or on centres,
/// each scaled to a probability of the classes 0 … k − 1. Immutable, and safe to share.
/// </summary>
public sealed class RidgeClassModel : ExpansionClassModel
{
    /// <summary>Makes the model from its state.</summary>
    /// <param name="expansion">One function for two classes, positive for class 1; else one for each class.</param>
    /// <param name="scalings">The scaling of each function's values to probabilities.</param>
    /// <exception cref="ArgumentException">
    /// The functions have no points, or there are more or fewer scalings.
    /// </exception>
    public RidgeClassModel(SupportVectorExpansion expansion, IReadOnlyList<PlattScaling> scalings)
        : base(expansion)
    {
        ArgumentNullException.ThrowIfNull(scalings);
        Guard.Length(scalings.Count, expansion.Offsets.Count, nameof(scalings));
        Scalings = [.. scalings];
    }

    /// <summary>The scaling of each function's values to probabilities, learnt from rows that were left out.</summary>
    public IReadOnlyList<PlattScaling> Scalings { get; }

    /// <inheritdoc/>
    public override ModelKind Kind => ModelKind.KernelRidgeClassifier;

    internal static RidgeClassModel Of(FittedKernelRidgeClassifier fitted, int rows) =>
        new(fitted.Expansion, fitted.Scalings!)
        {
            Ridge = fitted.Ridge,
            TrainingRows = rows,
            Certificate = fitted.Certificate,
        };

    private protected override Matrix<double>? ProbabilitiesOf(Matrix<double> values) =>
        RidgeScaling.Probabilities(values, Scalings);
}
