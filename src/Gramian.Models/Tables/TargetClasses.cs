using System.Globalization;
using Gramian.Data;
using Gramian.Numerics;

namespace Gramian.Models.Tables;

/// <summary>Represents the classes of a target: their names in a fixed order. Immutable; thread-safe.</summary>
/// <remarks>
/// Names are in ordinal order and numbers in ascending order, whatever the order of the rows. To a model class i is the
/// label i.
/// </remarks>
public sealed class TargetClasses
{
    /// <summary>The largest number of classes.</summary>
    public const int Most = 100;

    /// <summary>The least number of rows of a class.</summary>
    public const int LeastRows = 2;

    private const int Shown = 12;
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    /// <summary>Makes the classes from their state.</summary>
    /// <param name="names">The names, from 2 to 100, in order.</param>
    /// <param name="type">What the cells of the target are: categories or numbers.</param>
    /// <exception cref="ArgumentException">
    /// There are too few or too many names, or one is empty or comes twice.
    /// </exception>
    public TargetClasses(IReadOnlyList<string> names, ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(names);
        Guard.InRange(names.Count, 2, Most, nameof(names));
        if (type is not (ColumnType.Category or ColumnType.Number))
        {
            throw new ArgumentException($"Classes are categories or numbers, but they were {type}.", nameof(type));
        }

        (Names, Type) = ([.. names], type);
        foreach (string name in Names)
        {
            if (string.IsNullOrEmpty(name) || !places.TryAdd(name, places.Count))
            {
                throw new ArgumentException("A class must have a name of its own.", nameof(names));
            }
        }
    }

    /// <summary>The names, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What the cells of the target are: categories, or numbers that stand for classes.</summary>
    public ColumnType Type { get; }

    /// <summary>The number of classes, k.</summary>
    public int Count => Names.Count;

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Names);

    /// <summary>The classes of a column of training rows.</summary>
    internal static TargetClasses Of(Table table, Column column)
    {
        if (column is not (CategoryColumn or NumberColumn))
        {
            throw DataException.At(column is DateColumn
                ? "the target is a date; choose a column of categories or numbers"
                : "the target is free text, nearly every row its own; choose a column of categories or numbers",
                table.Source, null, column.Name);
        }

        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int row = 0; row < column.Rows; row++)
        {
            string name = Cell(table, column, row);
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }

        string[] names = column is NumberColumn
            ? [.. counts.Keys.OrderBy(name => double.Parse(name, NumberStyles.Float, CultureInfo.InvariantCulture))]
            : [.. counts.Keys.Order(StringComparer.Ordinal)];
        Check(table, column, names, counts);
        return new TargetClasses(names, column is NumberColumn ? ColumnType.Number : ColumnType.Category);
    }

    /// <summary>The place of each cell's class.</summary>
    internal int[] Places(Table table, Column column)
    {
        var labels = new int[column.Rows];
        for (int row = 0; row < labels.Length; row++)
        {
            string name = Cell(table, column, row);
            labels[row] = places.TryGetValue(name, out int place)
                ? place
                : throw DataException.At(FormattableString.Invariant(
                    $"row {row + 1} has the class '{DataException.Show(name)}', which the model does not know; ")
                    + $"its classes are {Listed()}", table.Source, null, column.Name);
        }

        return labels;
    }

    private string Listed() => string.Join(", ", Names.Take(Shown).Select(name => DataException.Show(name)))
        + (Count > Shown ? FormattableString.Invariant($", … ({Count} in all)") : "");

    private static string Cell(Table table, Column column, int row) => column.IsMissing(row)
        ? throw DataException.At(
            FormattableString.Invariant($"the target of row {row + 1} is missing; fill it or leave the row out"),
            table.Source, null, column.Name, remedy: DataRemedy.CompleteRows)
        : column.Format(row);

    private static void Check(Table table, Column column, string[] names, Dictionary<string, int> counts)
    {
        string? rare = Array.Find(names, name => counts[name] < LeastRows);
        string? problem = names.Length switch
        {
            0 => "there is no row to learn from",
            1 => $"the target is '{DataException.Show(names[0])}' in every row, so there is nothing to learn",
            > Most => FormattableString.Invariant(
                $"the target has {names.Length} classes, but at most {Most} are taken; join some of them"),
            _ when rare is not null && column is NumberColumn && names.Length > table.Rows / 2 =>
                FormattableString.Invariant(
                    $"the target has {names.Length} different numbers in {table.Rows} rows, which are no classes; ")
                + "predict it as a number, or choose another column",
            _ when rare is not null => FormattableString.Invariant(
                $"the class '{DataException.Show(rare)}' has 1 row, but each needs at least {LeastRows}; ")
                + "leave the row out or join the class with another",
            _ => null,
        };
        if (problem is not null)
        {
            throw DataException.At(problem, table.Source, null, column.Name);
        }
    }
}
