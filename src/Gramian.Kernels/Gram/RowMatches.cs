using Gramian.Numerics;

namespace Gramian.Kernels.Gram;

/// <summary>Represents, for every row, the columns that match it best, the best first.</summary>
/// <remarks>Of equal matches the lower column comes first. Immutable; safe to share between threads.</remarks>
public sealed class RowMatches
{
    private readonly double[] values;
    private readonly int[] columns;

    internal RowMatches(int rows, int most, double[] values, int[] columns) =>
        (Rows, Most, this.values, this.columns) = (rows, most, values, columns);

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>How many matches were asked for; a row that has fewer partners has fewer.</summary>
    public int Most { get; }

    /// <summary>The columns that match a row, the best first.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<int> Columns(int row)
    {
        ReadOnlySpan<int> all = columns.AsSpan(Check(row) * Most, Most);
        int end = all.IndexOf(-1);
        return end < 0 ? all : all[..end];
    }

    /// <summary>What was compared, in the order of <see cref="Columns"/>: kernel values or squared distances.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<double> Values(int row) => values.AsSpan(Check(row) * Most, Columns(row).Length);

    private int Check(int row)
    {
        Guard.AtLeast(row, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        return row;
    }
}
