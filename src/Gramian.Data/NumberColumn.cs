using System.Globalization;

namespace Gramian.Data;

/// <summary>
/// Represents a column of finite numbers. A missing cell is held as NaN, which no file can put there.
/// </summary>
public sealed class NumberColumn : Column
{
    private readonly double[] values;   // [rows]

    /// <summary>Makes a column.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The cells, NaN for a missing one; borrowed, not copied.</param>
    /// <param name="unit">The unit, or null.</param>
    /// <exception cref="DataException">A value is infinite.</exception>
    public NumberColumn(string name, double[] values, string? unit = null)
        : base(name, unit, Checked(values, name).Length)
    {
        this.values = values;
    }

    /// <inheritdoc/>
    public override ColumnType Type => ColumnType.Number;

    /// <summary>The cells, NaN where missing.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => double.IsNaN(values[row]);

    /// <inheritdoc/>
    public override string Format(int row) =>
        IsMissing(row) ? "" : values[row].ToString("R", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override Column Select(ReadOnlySpan<int> rows) => new NumberColumn(Name, Gather(Values, rows), Unit);

    /// <inheritdoc/>
    public override Column Rename(string name, string? unit) => new NumberColumn(name, values, unit);

    private static double[] Checked(double[] values, string name)
    {
        ArgumentNullException.ThrowIfNull(values);
        for (int row = 0; row < values.Length; row++)
        {
            if (double.IsInfinity(values[row]))
            {
                throw DataException.At(string.Create(CultureInfo.InvariantCulture,
                    $"row {row + 1} is infinite; numbers must be finite"), null, null, name, "Infinity");
            }
        }

        return values;
    }
}
