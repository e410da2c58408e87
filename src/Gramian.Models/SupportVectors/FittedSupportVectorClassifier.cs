using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.SupportVectors;

/// <summary>Represents a fitted classification by support vectors. Immutable, and safe to share.</summary>
public sealed class FittedSupportVectorClassifier : IClassifier
{
    internal FittedSupportVectorClassifier(Kernel kernel, TrainingPoints inputs, TrainedClassifier trained)
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

        Expansion = inputs.Expand(
            kernel, [.. trained.SupportRows], coefficients, [.. trained.Machines.Select(machine => machine.Offset)]);
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
    public double[] Predict(Points queries, ComputeOptions? options = null) =>
        Decide(DecisionValues(queries, options));

    /// <summary>Predicts the label of each sparse query, as of a dense one.</summary>
    /// <param name="queries">The m queries, of d columns; borrowed during the call.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// The queries have another number of columns, or the kernel needs the coordinates themselves.
    /// </exception>
    public double[] Predict(SparsePoints queries, ComputeOptions? options = null) =>
        Decide(Expansion.Evaluate(queries, options));

    /// <summary>A column for each machine, in the order of <see cref="TrainedClassifier.Machines"/>.</summary>
    /// <inheritdoc/>
    public Matrix<double> DecisionValues(Points queries, ComputeOptions? options = null) =>
        Expansion.Evaluate(queries, options);

    /// <inheritdoc/>
    public Matrix<double>? Probabilities(Points queries, ComputeOptions? options = null) =>
        Training.Scalings is null
            ? null
            : ClassVote.Probabilities(Labels.Count, DecisionValues(queries, options), Training.Scalings);

    internal double[] Decide(Matrix<double> values) =>
        ClassVote.Decide(Training.Scheme, Training.LabelArray, values, Training.Scalings);
}
