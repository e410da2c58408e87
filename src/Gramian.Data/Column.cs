namespace Gramian.Data;

/// <summary>Represents one named column of a table. Immutable; safe to share between threads.</summary>
public abstract class Column
{
    private protected Column(string name, string? unit, int rows)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Unit = string.IsNullOrEmpty(unit) ? null : unit;
        Rows = rows;
    }

    /// <summary>The name, without the unit.</summary>
    public string Name { get; }

    /// <summary>The unit from a header like "length [m]", or null.</summary>
    public string? Unit { get; }

    /// <summary>The number of cells.</summary>
    public int Rows { get; }

    /// <summary>What the cells mean.</summary>
    public abstract ColumnType Type { get; }

    /// <summary>The number of missing cells.</summary>
    public int MissingCount
    {
        get
        {
            int count = 0;
            for (int row = 0; row < Rows; row++)
            {
                count += IsMissing(row) ? 1 : 0;
            }

            return count;
        }
    }

    /// <summary>The name with its unit, as in a header: "length [m]".</summary>
    public string Header => Unit is null ? Name : $"{Name} [{Unit}]";

    /// <summary>Whether a cell is missing.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <exception cref="IndexOutOfRangeException">The row is outside the column.</exception>
    public abstract bool IsMissing(int row);

    /// <summary>The cell as text that reads back to the same value; empty when it is missing.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <exception cref="IndexOutOfRangeException">The row is outside the column.</exception>
    public abstract string Format(int row);

    /// <summary>Makes a column of some of the rows, in the given order; a row may be repeated.</summary>
    /// <param name="rows">The rows, from 0.</param>
    /// <exception cref="IndexOutOfRangeException">A row is outside the column.</exception>
    public abstract Column Select(ReadOnlySpan<int> rows);

    /// <summary>Makes the same column under another name.</summary>
    /// <param name="name">The new name.</param>
    /// <param name="unit">The new unit, or null for none.</param>
    public abstract Column Rename(string name, string? unit);

    /// <inheritdoc/>
    public override string ToString() => $"{Header}: {Type} x {Rows}";

    private protected static T[] Gather<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> rows)
    {
        var chosen = new T[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            chosen[i] = values[rows[i]];
        }

        return chosen;
    }
}
