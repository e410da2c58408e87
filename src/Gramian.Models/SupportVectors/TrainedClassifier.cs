using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.SupportVectors;

/// <summary>Represents the machines of a classification by the rows that they were trained on. Immutable.</summary>
/// <remarks>It knows no points: it decides from kernel values.</remarks>
public sealed class TrainedClassifier
{
    internal TrainedClassifier(
        double[] labels, MulticlassScheme scheme, DualMachine[] machines, int[][] rows, double[][] coefficients,
        int[] supportRows, int[] supportCounts, PlattScaling[]? scalings)
    {
        (LabelArray, Scheme, Machines, MachineRows) = (labels, scheme, machines, rows);
        (Coefficients, SupportRows, SupportCounts, Scalings) = (coefficients, supportRows, supportCounts, scalings);
    }

    /// <summary>The labels, in the order of their first rows; +1 before −1 when they are the two.</summary>
    public IReadOnlyList<double> Labels => LabelArray;

    /// <summary>How several classes became machines of two.</summary>
    public MulticlassScheme Scheme { get; }

    /// <summary>
    /// The machines: of the pairs (1, 2), (1, 3), …, (2, 3), … with the first as the positive class, or of each class.
    /// </summary>
    public IReadOnlyList<DualMachine> Machines { get; }

    /// <summary>The training rows of the support vectors, class by class.</summary>
    public IReadOnlyList<int> SupportRows { get; }

    /// <summary>The number of support vectors of each class.</summary>
    public IReadOnlyList<int> SupportCounts { get; }

    /// <summary>The scaling of each machine's decision values to probabilities; null when none was fitted.</summary>
    public IReadOnlyList<PlattScaling>? Scalings { get; }

    /// <summary>Whether every machine was solved as was asked for.</summary>
    public bool Converged => Machines.All(machine => machine.Certificate.Converged);

    /// <summary>The worst of the machines' certificates.</summary>
    public Certificate Certificate => Machines.MaxBy(machine => machine.Certificate.AchievedResidual)!.Certificate;

    internal double[] LabelArray { get; }

    internal int[][] MachineRows { get; }

    /// <summary>Of each machine, a coefficient for each support vector.</summary>
    internal double[][] Coefficients { get; }

    /// <summary>The decision values from kernel values.</summary>
    /// <param name="kernelValues">k between each query and each training row, [m, n].</param>
    /// <returns>A column for each machine, [m, f].</returns>
    public Matrix<double> DecisionValues(MatrixView<double> kernelValues)
    {
        var values = new Matrix<double>(kernelValues.Rows, Machines.Count);
        for (int i = 0; i < values.Rows; i++)
        {
            ReadOnlySpan<double> row = kernelValues.Row(i);
            for (int f = 0; f < values.Columns; f++)
            {
                double sum = -Machines[f].Offset;
                for (int s = 0; s < SupportRows.Count; s++)
                {
                    sum += Coefficients[f][s] * row[SupportRows[s]];
                }

                values[i, f] = sum;
            }
        }

        return values;
    }

    /// <summary>The labels from kernel values.</summary>
    /// <param name="kernelValues">k between each query and each training row, [m, n].</param>
    public double[] Predict(MatrixView<double> kernelValues) =>
        ClassVote.Decide(Scheme, LabelArray, DecisionValues(kernelValues), Scalings);
}
