using Gramian.Models.Tables;
using Gramian.Numerics;

namespace Gramian.Models;

/// <summary>Represents what a classifier says of m rows: labels, and probabilities when it knows them.</summary>
/// <param name="Classes">The k classes.</param>
/// <param name="Labels">The place of the predicted class of each row, [m].</param>
/// <param name="Probabilities">
/// The probability of each class, [m, k], in the order of <paramref name="Classes"/>; null when the model knows none.
/// </param>
public sealed record ClassPrediction(TargetClasses Classes, int[] Labels, Matrix<double>? Probabilities)
{
    /// <summary>
    /// The decision value of the machine of each pair of classes (0, 1), (0, 2), …, positive for the first of the two,
    /// [m, k (k − 1)/2]; null for models without a margin, and where they were not asked for.
    /// </summary>
    public Matrix<double>? Decisions { get; init; }

    /// <summary>The number of rows, m.</summary>
    public int Count => Labels.Length;

    /// <summary>The name of the predicted class of a row.</summary>
    /// <param name="row">The row, from 0.</param>
    public string this[int row] => Classes.Names[Labels[row]];

    /// <summary>
    /// Brings the columns of a classifier into the order of the classes; the labels are those predicted, or the most
    /// probable ones.
    /// </summary>
    internal static ClassPrediction Of(
        TargetClasses classes, IReadOnlyList<double> labels, double[]? predicted, Matrix<double>? probabilities)
    {
        if (probabilities is null)
        {
            return new ClassPrediction(classes, Array.ConvertAll(predicted!, label => (int)label), null);
        }

        int[] places = [.. labels.Select(label => (int)label)];
        int[] likely = new int[probabilities.Rows];
        var ordered = new Matrix<double>(probabilities.Rows, classes.Count);
        for (int row = 0; row < ordered.Rows; row++)
        {
            for (int j = 0; j < places.Length; j++)
            {
                ordered[row, places[j]] = probabilities[row, j];
            }

            for (int c = 1; c < classes.Count; c++)
            {
                likely[row] = ordered[row, c] > ordered[row, likely[row]] ? c : likely[row];
            }
        }

        return new ClassPrediction(
            classes, predicted is null ? likely : Array.ConvertAll(predicted, label => (int)label), ordered);
    }

    /// <summary>The predictions of several parts, one after the other.</summary>
    internal static ClassPrediction Concatenate(IReadOnlyList<ClassPrediction> parts)
    {
        int[] labels = [.. parts.SelectMany(part => part.Labels)];
        return new ClassPrediction(parts[0].Classes, labels, Stacked([.. parts.Select(part => part.Probabilities)]))
        {
            Decisions = Stacked([.. parts.Select(part => part.Decisions)]),
        };
    }

    // What one part does not know, the whole does not.
    private static Matrix<double>? Stacked(Matrix<double>?[] parts)
    {
        if (parts.Any(part => part is null))
        {
            return null;
        }

        var all = new Matrix<double>(parts.Sum(part => part!.Rows), parts[0]!.Columns);
        int first = 0;
        foreach (Matrix<double>? part in parts)
        {
            part!.View.CopyTo(all.View.Slice(first, 0, part.Rows, part.Columns));
            first += part.Rows;
        }

        return all;
    }
}
