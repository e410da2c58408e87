using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Testing.Models;

/// <summary>Represents what a model is fitted to. Immutable by use; the laws prove that fits do not write it.</summary>
/// <param name="Inputs">The n inputs.</param>
/// <param name="Targets">What belongs to each input, [n, q]; null where nothing does.</param>
/// <param name="Weights">The weight of each row, [n]; empty for 1.</param>
public sealed record ModelRows(Points Inputs, Matrix<double>? Targets, double[] Weights)
{
    /// <summary>The first column of the targets.</summary>
    public double[] Target => Targets!.View.ColumnToArray(0);

    /// <summary>Some of the rows, in order; repetitions are allowed.</summary>
    /// <param name="rows">Their numbers.</param>
    public ModelRows Select(int[] rows)
    {
        Matrix<double>? targets = Targets is null ? null : new Matrix<double>(rows.Length, Targets.Columns);
        for (int i = 0; i < (targets?.Rows ?? 0); i++)
        {
            Targets!.Row(rows[i]).CopyTo(targets!.Row(i));
        }

        return new ModelRows(
            Inputs.Select(rows), targets, Weights.Length == 0 ? [] : Array.ConvertAll(rows, row => Weights[row]));
    }

    /// <summary>The rows with every input changed.</summary>
    /// <param name="change">What becomes of row i, column j of value x.</param>
    public ModelRows MapInputs(Func<int, int, double, double> change) => this with { Inputs = Map(Inputs, change) };

    /// <summary>The rows with every target changed.</summary>
    /// <param name="change">What becomes of row i, column j of value y.</param>
    public ModelRows MapTargets(Func<int, int, double, double> change) =>
        Targets is null ? this : this with { Targets = Map(Targets.View, change) };

    /// <summary>Points with every coordinate changed.</summary>
    /// <param name="points">The points.</param>
    /// <param name="change">What becomes of row i, column j of value x.</param>
    public static Points Map(Points points, Func<int, int, double, double> change)
    {
        ArgumentNullException.ThrowIfNull(points);
        return new Points(Map(points.Values, change));
    }

    /// <summary>Points with one more column, of zeros.</summary>
    /// <param name="points">The points.</param>
    public static Points Pad(Points points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var padded = new Matrix<double>(points.Count, points.Dimension + 1);
        points.Values.CopyTo(padded.View.Slice(0, 0, points.Count, points.Dimension));
        return new Points(padded);
    }

    /// <summary>Every number in order, to compare bit by bit.</summary>
    public double[] Bits() => [.. Bits(Inputs.Values), .. Targets is null ? [] : Bits(Targets), .. Weights];

    /// <summary>The numbers of a matrix, row by row.</summary>
    /// <param name="view">The matrix, [n, d].</param>
    public static double[] Bits(MatrixView<double> view) =>
        [.. Enumerable.Range(0, view.Rows).SelectMany(i => view.Row(i).ToArray())];

    private static Matrix<double> Map(MatrixView<double> values, Func<int, int, double, double> change)
    {
        var result = new Matrix<double>(values.Rows, values.Columns);
        for (int i = 0; i < values.Rows; i++)
        {
            for (int j = 0; j < values.Columns; j++)
            {
                result[i, j] = change(i, j, values[i, j]);
            }
        }

        return result;
    }
}
