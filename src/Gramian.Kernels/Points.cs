using System.Globalization;
using Gramian.Numerics;

namespace Gramian.Kernels;

/// <summary>Represents n points of a d-dimensional space, one in each row.</summary>
/// <remarks>Every coordinate is finite; it is checked once, here. Safe to share between threads.</remarks>
public sealed class Points
{
    /// <summary>Wraps points.</summary>
    /// <param name="values">The points, [n, d], with d at least 1; borrowed, not copied, and not to be written.</param>
    /// <exception cref="ArgumentException">There is no column, or a coordinate is NaN or infinite.</exception>
    public Points(Matrix<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Columns == 0)
        {
            throw new ArgumentException("Points must have at least 1 coordinate, but there were 0.", nameof(values));
        }

        Guard.AllFinite(values.View, nameof(values));
        Values = values;
    }

    /// <summary>The number of points, n.</summary>
    public int Count => Values.Rows;

    /// <summary>The number of coordinates, d.</summary>
    public int Dimension => Values.Columns;

    /// <summary>The points, [n, d].</summary>
    public MatrixView<double> Values { get; }

    /// <summary>Makes points from a rectangular array, copied.</summary>
    /// <param name="rows">The points, [n, d].</param>
    /// <exception cref="ArgumentException">There is no column, or a coordinate is NaN or infinite.</exception>
    public static Points FromRows(double[,] rows) => new(Matrix<double>.FromArray(rows));

    /// <summary>Makes points on a line, copied.</summary>
    /// <param name="values">The points, [n].</param>
    /// <exception cref="ArgumentException">A coordinate is NaN or infinite.</exception>
    public static Points FromColumn(ReadOnlySpan<double> values) =>
        new(Matrix<double>.FromRowMajor(values.Length, 1, values));

    /// <summary>Makes points from some rows of these, copied.</summary>
    /// <param name="rows">The numbers of the rows, from 0; repetitions are allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Points Select(ReadOnlySpan<int> rows)
    {
        var selected = Matrix<double>.Uninitialized(rows.Length, Dimension);
        for (int i = 0; i < rows.Length; i++)
        {
            Values.Row(rows[i]).CopyTo(selected.Row(i));
        }

        return new Points(selected);
    }

    /// <summary>Makes points from some coordinates of these, copied.</summary>
    /// <param name="columns">The numbers of the coordinates, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such coordinate.</exception>
    public Points SelectColumns(ReadOnlySpan<int> columns)
    {
        foreach (int column in columns)
        {
            if ((uint)column >= (uint)Dimension)
            {
                throw new ArgumentOutOfRangeException(nameof(columns), column, string.Create(
                    CultureInfo.InvariantCulture,
                    $"A column must be in [0, {Dimension - 1}], for these points have {Dimension}, "
                    + $"but it was {column}."));
            }
        }

        var selected = Matrix<double>.Uninitialized(Count, columns.Length);
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<double> source = Values.Row(i);
            for (int k = 0; k < columns.Length; k++)
            {
                selected[i, k] = source[columns[k]];
            }
        }

        return new Points(selected);
    }
}
