using Gramian.Kernels;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;

namespace Gramian.Models.Calibration;

/// <summary>Represents a fitted classification with calibrated probabilities. Immutable, and safe to share.</summary>
public sealed class FittedCalibratedClassifier : IClassifier
{
    private readonly IScoreScaling[] scalings;

    internal FittedCalibratedClassifier(IClassifier inner, IScoreScaling[] scalings, TemperatureScaling? temperature) =>
        (Inner, this.scalings, Temperature) = (inner, scalings, temperature);

    /// <summary>What decides.</summary>
    public IClassifier Inner { get; }

    /// <summary>The scaling of each column of the decision values; none when there is a temperature.</summary>
    public IReadOnlyList<IScoreScaling> Scalings => scalings;

    /// <summary>The temperature; null when columns are scaled one by one.</summary>
    public TemperatureScaling? Temperature { get; }

    /// <inheritdoc/>
    public int InputDimension => Inner.InputDimension;

    /// <inheritdoc/>
    public IReadOnlyList<double> Labels => Inner.Labels;

    /// <inheritdoc/>
    public MulticlassScheme DecisionScheme => Inner.DecisionScheme;

    /// <summary>
    /// Predicts the most probable label of each query; of equally probable ones the inner classifier's choice.
    /// </summary>
    /// <inheritdoc/>
    public double[] Predict(Points queries, ComputeOptions? options = null)
    {
        double[] labels = [.. Labels];
        double[] predicted = Inner.Predict(queries, options);
        Matrix<double> probabilities = Probabilities(queries, options);
        for (int i = 0; i < predicted.Length; i++)
        {
            ReadOnlySpan<double> row = probabilities.Row(i);
            int best = ClassVote.Largest(row);
            predicted[i] = row[Array.IndexOf(labels, predicted[i])] == row[best] ? predicted[i] : labels[best];
        }

        return predicted;
    }

    /// <inheritdoc/>
    public Matrix<double> DecisionValues(Points queries, ComputeOptions? options = null) =>
        Inner.DecisionValues(queries, options);

    /// <inheritdoc cref="IClassifier.Probabilities"/>
    public Matrix<double> Probabilities(Points queries, ComputeOptions? options = null)
    {
        if (Temperature is not null)
        {
            Matrix<double> scores = ClassScores.PerClass(Inner, queries, options);
            for (int i = 0; i < scores.Rows; i++)
            {
                Temperature.Apply(scores.Row(i), scores.Row(i));
            }

            return scores;
        }

        int k = Labels.Count;
        Matrix<double> values = Inner.DecisionValues(queries, options);
        return ClassScores.Columns(Inner, values.Columns) is [(_, >= 0), ..]
            ? ClassVote.Probabilities(k, values, scalings)
            : Normalised(values);
    }

    Matrix<double>? IClassifier.Probabilities(Points queries, ComputeOptions? options) =>
        Probabilities(queries, options);

    // Each class against all others: what they claim together is made one.
    private Matrix<double> Normalised(Matrix<double> values)
    {
        var probabilities = new Matrix<double>(values.Rows, values.Columns);
        for (int i = 0; i < values.Rows; i++)
        {
            Span<double> row = probabilities.Row(i);
            double sum = 0;
            for (int c = 0; c < row.Length; c++)
            {
                row[c] = scalings[c].Probability(values[i, c]);
                sum += row[c];
            }

            foreach (ref double probability in row)
            {
                probability = sum > 0 ? probability / sum : 1.0 / row.Length;
            }
        }

        return probabilities;
    }
}
