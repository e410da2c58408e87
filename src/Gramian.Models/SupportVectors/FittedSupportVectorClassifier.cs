using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.SupportVectors;

/// <summary>Represents a fitted classification by support vectors. Immutable, and safe to share.</summary>
public sealed class FittedSupportVectorClassifier : IClassifier
{
    internal FittedSupportVectorClassifier(Kernel kernel, Points inputs, TrainedClassifier trained)
    {
        Training = trained;
        int s = trained.SupportRows.Count;
        int f = trained.Machines.Count;
        var coefficients = new Matrix<double>(s, f);
        for (int j = 0; j < f; j++)
        {
            for (int i = 0; i < s; i++)
            {
                coefficients[i, j] = trained.Coefficients[j][i];
            }
        }

        Expansion = new SupportVectorExpansion(
            kernel, s == 0 ? null : inputs.Select(trained.SupportRows.ToArray()), coefficients,
            [.. trained.Machines.Select(machine => machine.Offset)], inputs.Dimension);
    }

    /// <summary>The machines by their training rows, with objectives and certificates.</summary>
    public TrainedClassifier Training { get; }

    /// <summary>The machines as functions of a query.</summary>
    public SupportVectorExpansion Expansion { get; }

    /// <inheritdoc/>
    public int InputDimension => Expansion.Dimension;

    /// <inheritdoc/>
    public MulticlassScheme DecisionScheme => Training.Scheme;

    /// <inheritdoc/>
    public IReadOnlyList<double> Labels => Training.Labels;

    /// <summary>Predicts the label of each query: the most probable one when there are probabilities.</summary>
    /// <inheritdoc/>
    public double[] Predict(Points queries, ComputeOptions? options = null) => ClassVote.Decide(
        Training.Scheme, Training.LabelArray, DecisionValues(queries, options), Training.Scalings);

    /// <summary>A column for each machine, in the order of <see cref="TrainedClassifier.Machines"/>.</summary>
    /// <inheritdoc/>
    public Matrix<double> DecisionValues(Points queries, ComputeOptions? options = null) =>
        Expansion.Evaluate(queries, options);

    /// <inheritdoc/>
    public Matrix<double>? Probabilities(Points queries, ComputeOptions? options = null) =>
        Training.Scalings is null
            ? null
            : ClassVote.Probabilities(Labels.Count, DecisionValues(queries, options), Training.Scalings);
}
