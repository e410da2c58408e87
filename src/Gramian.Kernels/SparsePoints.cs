using System.Globalization;
using Gramian.Numerics.Sparse;

namespace Gramian.Kernels;

/// <summary>Represents n points of a d-dimensional space of which most coordinates are 0, one in each row.</summary>
/// <remarks>
/// For kernels of inner products or of one Euclidean distance, see <see cref="Gram.SparseKernelRows"/>; memory and time
/// are in proportion to what is stored. Immutable, and safe to share between threads.
/// </remarks>
public sealed class SparsePoints
{
    private const int FewColumns = 16;
    private const double LargestShare = 0.2;    // of entries, below which sums over them are the faster ones
    private readonly double[] squaredLengths;
    private readonly Lazy<CsrMatrix<double>> transposed;

    /// <summary>Wraps points.</summary>
    /// <param name="values">The points, [n, d], with d at least 1; borrowed, not copied.</param>
    /// <exception cref="ArgumentException">
    /// There is no column, a coordinate is NaN or infinite, or a point is so far out that distances overflow.
    /// </exception>
    public SparsePoints(CsrMatrix<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Columns == 0)
        {
            throw new ArgumentException("Points must have at least 1 coordinate, but there were 0.", nameof(values));
        }

        Values = values;
        squaredLengths = new double[values.Rows];
        for (int i = 0; i < squaredLengths.Length; i++)
        {
            double sum = 0;
            for (int e = values.RowStarts[i]; e < values.RowStarts[i + 1]; e++)
            {
                double value = values.Values[e];
                if (!double.IsFinite(value))
                {
                    throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                        $"Every coordinate must be finite, but row {i}, column {values.ColumnIndices[e]} was {value}."),
                        nameof(values));
                }

                sum += value * value;
            }

            squaredLengths[i] = sum <= double.MaxValue / 4 ? sum : throw new ArgumentException(
                $"The squared length of row {i} overflows; scale the coordinates.", nameof(values));
        }

        transposed = new Lazy<CsrMatrix<double>>(values.Transpose);
    }

    /// <summary>The number of points, n.</summary>
    public int Count => Values.Rows;

    /// <summary>The number of coordinates, d.</summary>
    public int Dimension => Values.Columns;

    /// <summary>The points, [n, d].</summary>
    public CsrMatrix<double> Values { get; }

    /// <summary>
    /// Whether so few coordinates are stored that kernels are faster, or memory less by far, than with all of them.
    /// </summary>
    public bool IsSparse => Dimension > FewColumns && Values.Entries < LargestShare * Count * Dimension;

    internal ReadOnlySpan<double> SquaredLengths => squaredLengths;

    internal CsrMatrix<double> Transposed => transposed.Value;

    /// <summary>Makes sparse points of dense ones: zeros are left out.</summary>
    /// <param name="points">The points.</param>
    public static SparsePoints Of(Points points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return new SparsePoints(CsrMatrix<double>.FromDense(points.Values));
    }

    /// <summary>Writes every coordinate out: n d numbers.</summary>
    public Points ToPoints() => new(Values.ToDense());

    /// <summary>Makes points from some rows of these, copied.</summary>
    /// <param name="rows">The numbers of the rows, from 0; repetitions are allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public SparsePoints Select(ReadOnlySpan<int> rows)
    {
        int[] starts = new int[rows.Length + 1];
        for (int i = 0; i < rows.Length; i++)
        {
            if ((uint)rows[i] >= (uint)Count)
            {
                throw new ArgumentOutOfRangeException(nameof(rows), rows[i], string.Create(
                    CultureInfo.InvariantCulture, $"A row must be in [0, {Count - 1}], but it was {rows[i]}."));
            }

            starts[i + 1] = checked(starts[i] + Values.RowStarts[rows[i] + 1] - Values.RowStarts[rows[i]]);
        }

        int[] columns = new int[starts[^1]];
        double[] values = new double[starts[^1]];
        for (int i = 0; i < rows.Length; i++)
        {
            int from = Values.RowStarts[rows[i]], count = starts[i + 1] - starts[i];
            Values.ColumnIndices.Slice(from, count).CopyTo(columns.AsSpan(starts[i]));
            Values.Values.Slice(from, count).CopyTo(values.AsSpan(starts[i]));
        }

        return new SparsePoints(new CsrMatrix<double>(rows.Length, Dimension, starts, columns, values));
    }
}
