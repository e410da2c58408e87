using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;

namespace Gramian.Models.Discriminants;

/// <summary>
/// Represents a fitted classification by mean similarity. Immutable, and safe to share between threads.
/// </summary>
[Paper("scholkopf2002learning", Where = "section 1.2")]
public sealed class FittedAverageSimilarity : IClassifier
{
    private readonly SimilarityClass[] classes;
    private readonly bool isPositive;

    internal FittedAverageSimilarity(Kernel kernel, double[] labels, SimilarityClass[] classes, bool isPositive)
    {
        (Kernel, Labels, this.classes, this.isPositive) = (kernel, labels, classes, isPositive);
        Priors = Array.ConvertAll(classes, one => one.Prior);
    }

    /// <summary>The kernel.</summary>
    public Kernel Kernel { get; }

    /// <inheritdoc/>
    public IReadOnlyList<double> Labels { get; }

    /// <summary>How probable each class is held to be beforehand, [k].</summary>
    public IReadOnlyList<double> Priors { get; }

    /// <inheritdoc/>
    public int InputDimension => classes[0].Inputs.Dimension;

    /// <summary>
    /// The label of the largest prior times mean similarity; also where both are too small for a number.
    /// </summary>
    /// <inheritdoc/>
    public double[] Predict(Points queries, ComputeOptions? options = null)
    {
        QueryGuard.Columns(queries, InputDimension);
        using Matrix<double> values = isPositive ? Logarithms(queries, options) : Products(queries, options);
        return ClassDecision.Decide(Labels, values);
    }

    /// <summary>
    /// For each class its prior times the mean similarity to its rows; of two classes the first less the second.
    /// </summary>
    /// <inheritdoc/>
    public Matrix<double> DecisionValues(Points queries, ComputeOptions? options = null)
    {
        QueryGuard.Columns(queries, InputDimension);
        Matrix<double> values = Products(queries, options);
        if (classes.Length > 2)
        {
            return values;
        }

        var difference = new Matrix<double>(values.Rows, 1);
        for (int i = 0; i < values.Rows; i++)
        {
            difference[i, 0] = values[i, 0] - values[i, 1];
        }

        return difference;
    }

    /// <summary>Prior times mean similarity over their sum; null for a kernel that has negative values.</summary>
    /// <inheritdoc/>
    public Matrix<double>? Probabilities(Points queries, ComputeOptions? options = null)
    {
        QueryGuard.Columns(queries, InputDimension);
        if (!isPositive)
        {
            return null;
        }

        Matrix<double> values = Logarithms(queries, options);
        for (int i = 0; i < values.Rows; i++)
        {
            Span<double> row = values.Row(i);
            double largest = double.NegativeInfinity;
            foreach (double value in row)
            {
                largest = Math.Max(largest, value);
            }

            double sum = 0;
            for (int c = 0; c < row.Length; c++)
            {
                // A query that is like no row at all is left to the priors.
                row[c] = double.IsNegativeInfinity(largest) ? Priors[c] : Math.Exp(row[c] - largest);
                sum += row[c];
            }

            for (int c = 0; c < row.Length; c++)
            {
                row[c] /= sum;
            }
        }

        return values;
    }

    /// <summary>A short description.</summary>
    public override string ToString() =>
        $"Average-similarity classification of {Labels.Count} classes on {classes.Sum(one => one.Inputs.Count)} rows: "
        + $"{Kernel}";

    private Matrix<double> Products(Points queries, ComputeOptions? options) => Each(queries, (one, column) =>
    {
        Kernel.Reduce(queries, one.Inputs).RowSums(one.Shares, column, options);
        for (int i = 0; i < column.Length; i++)
        {
            column[i] *= one.Prior;
        }
    });

    private Matrix<double> Logarithms(Points queries, ComputeOptions? options) => Each(queries, (one, column) =>
        Kernel.Reduce(queries, one.Inputs).LogSumExp(
            Array.ConvertAll(one.Shares, share => Math.Log(share * one.Prior)), column, options));

    private Matrix<double> Each(Points queries, Action<SimilarityClass, double[]> fill)
    {
        var values = new Matrix<double>(queries.Count, classes.Length);
        var column = new double[queries.Count];
        for (int c = 0; c < classes.Length && queries.Count > 0; c++)
        {
            fill(classes[c], column);
            for (int i = 0; i < column.Length; i++)
            {
                values[i, c] = column[i];
            }
        }

        return values;
    }
}
