using Gramian.Models.Logistic;
using Gramian.Models.Losses;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;

namespace Gramian.Models.TableClasses;

/// <summary>
/// Represents a kernel logistic regression as a model file holds it: functions on the training rows or on centres,
/// whose softmax is the probability of the classes 0 … k − 1. Immutable, and safe to share.
/// </summary>
public sealed class LogisticClassModel : ExpansionClassModel
{
    private static readonly CrossEntropy Loss = new();

    /// <summary>Makes the model from its state.</summary>
    /// <param name="expansion">One function for two classes, positive for class 1; else one for each class.</param>
    /// <exception cref="ArgumentException">The functions have no points.</exception>
    public LogisticClassModel(SupportVectorExpansion expansion)
        : base(expansion)
    {
    }

    /// <inheritdoc/>
    public override ModelKind Kind => ModelKind.KernelLogistic;

    internal static LogisticClassModel Of(FittedKernelLogistic fitted, int rows) => new(fitted.Expansion)
    {
        Ridge = fitted.Ridge,
        TrainingRows = rows,
        Certificate = fitted.Certificate,
    };

    private protected override Matrix<double>? ProbabilitiesOf(Matrix<double> values) =>
        RowLosses.Probabilities(Loss, values, Labels.Count);
}
