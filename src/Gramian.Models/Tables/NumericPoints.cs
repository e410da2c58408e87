using Gramian.Data;
using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.Tables;

/// <summary>Represents the points that some columns of numbers are, as they stand in the table. Immutable.</summary>
/// <param name="Points">The points, one for each row, [rows, columns].</param>
/// <param name="Names">The names of the columns.</param>
/// <param name="Units">Their units, null where there is none.</param>
public sealed record NumericPoints(Points Points, IReadOnlyList<string> Names, IReadOnlyList<string?> Units)
{
    private const double Largest = 1e150;    // its square is finite, and so is the sum of 10⁸ of them

    /// <summary>Takes columns of a table, without scaling and without replacing anything.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">The names of the columns; null for all columns of numbers.</param>
    /// <exception cref="DataException">
    /// There is no row, no column of numbers, a named column is absent or no number, a cell is missing, or a number
    /// is beyond 1e150.
    /// </exception>
    public static NumericPoints Of(Table table, IReadOnlyList<string>? columns = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        NumberColumn[] chosen = columns is null
            ? [.. table.Columns.OfType<NumberColumn>()]
            : [.. columns.Select(name => Number(table, name))];
        if (chosen.Length == 0)
        {
            throw DataException.At("the table has no column of numbers", table.Source);
        }

        if (table.Rows == 0)
        {
            throw DataException.At("the table has no rows", table.Source);
        }

        var values = Matrix<double>.Uninitialized(table.Rows, chosen.Length);
        for (int j = 0; j < chosen.Length; j++)
        {
            ReadOnlySpan<double> cells = chosen[j].Values;
            for (int i = 0; i < cells.Length; i++)
            {
                values[i, j] = double.IsNaN(cells[i])
                    ? throw DataException.At(
                        FormattableString.Invariant($"row {i + 1} is missing; fill it or leave the row out"),
                        table.Source, null, chosen[j].Name, remedy: DataRemedy.CompleteRows)
                    : Math.Abs(cells[i]) <= Largest
                        ? cells[i]
                        : throw DataException.At(FormattableString.Invariant(
                            $"row {i + 1} holds {cells[i]}, beyond {Largest}, where squares overflow; choose ")
                            + "a larger unit",
                            table.Source, null, chosen[j].Name);
            }
        }

        return new NumericPoints(
            new Points(values), [.. chosen.Select(column => column.Name)], [.. chosen.Select(column => column.Unit)]);
    }

    private static NumberColumn Number(Table table, string name) => table[name] as NumberColumn
        ?? throw DataException.At(
            $"the column is a {table[name].Type.ToString().ToLowerInvariant()}; choose columns of numbers",
            table.Source, null, name);
}
