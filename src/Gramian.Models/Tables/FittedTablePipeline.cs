using Gramian.Data;
using Gramian.Data.Encoders;
using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.Tables;

/// <summary>
/// Represents how tables become points and targets, learnt from training rows. Immutable; thread-safe.
/// </summary>
/// <remarks>Columns are found by name, so their order does not matter and others may stand beside them.</remarks>
public sealed class FittedTablePipeline
{
    /// <summary>Makes the pipeline from its state.</summary>
    /// <param name="columns">The encodings of the inputs, in order, of different names.</param>
    /// <param name="target">The name of the target.</param>
    /// <param name="targetUnit">The unit of the target, or null.</param>
    /// <param name="targetScaling">The map of the target.</param>
    /// <param name="missing">What to do about missing inputs.</param>
    /// <exception cref="ArgumentException">A name comes twice, or there is no feature.</exception>
    public FittedTablePipeline(
        IReadOnlyList<ColumnEncoding> columns, string target, string? targetUnit, Standardizer targetScaling,
        MissingValues missing)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentException.ThrowIfNullOrEmpty(target);
        Columns = [.. columns];
        (Target, TargetUnit, TargetScaling, Missing) = (target, targetUnit, targetScaling, missing);
        Features = [.. Columns.SelectMany(column => column.Features)];
        if (Features.Count == 0 || Columns.DistinctBy(c => c.Name).Count() != Columns.Count
            || Columns.Any(c => c.Name == target))
        {
            throw new ArgumentException(
                "The columns must have different names, none that of the target, and at least one feature.",
                nameof(columns));
        }
    }

    /// <summary>The encodings of the input columns, in order.</summary>
    public IReadOnlyList<ColumnEncoding> Columns { get; }

    /// <summary>The features of the points, in order.</summary>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>The name of the target.</summary>
    public string Target { get; }

    /// <summary>The unit of the target, or null.</summary>
    public string? TargetUnit { get; }

    /// <summary>The map of the target: a model sees (y − mean) / scale.</summary>
    public Standardizer TargetScaling { get; }

    /// <summary>The classes of the target; null when it is a number.</summary>
    public TargetClasses? Classes { get; internal init; }

    /// <summary>What is done about missing inputs.</summary>
    public MissingValues Missing { get; }

    /// <summary>
    /// How to read a table for this pipeline: the given options, with the types of its columns where none are given.
    /// </summary>
    /// <param name="options">The options to start from; null for the defaults.</param>
    public TableReadOptions ReadOptions(TableReadOptions? options = null)
    {
        options ??= TableReadOptions.Default;
        var types = new Dictionary<string, ColumnType>(StringComparer.Ordinal);
        foreach (ColumnEncoding column in Columns)
        {
            types[column.Name] = column.Type;
        }

        types[Target] = Classes?.Type ?? ColumnType.Number;
        return options with { ExpectedTypes = types };
    }

    /// <summary>Encodes the inputs of a table.</summary>
    /// <param name="table">A table with all input columns, in any order, beside any others.</param>
    /// <param name="notes">Receives what had to be decided.</param>
    /// <returns>The points, [rows, features].</returns>
    /// <exception cref="DataException">A column is absent or of another type or unit, or a cell cannot be
    /// used.</exception>
    public Points Encode(Table table, out EncodingNotes notes)
    {
        ArgumentNullException.ThrowIfNull(table);
        notes = new EncodingNotes();
        Column[] columns = [.. Columns.Select(encoding => Match(table, encoding))];
        var points = new Matrix<double>(table.Rows, Features.Count);
        int feature = 0;
        for (int i = 0; i < columns.Length; i++)
        {
            int count = Columns[i].Features.Count;
            Columns[i].Encode(columns[i], points.View.Slice(0, feature, table.Rows, count), Missing, notes);
            feature += count;
        }

        notes.Unused = [.. table.Columns.Except(columns).Select(c => c.Name).Where(name => name != Target)];
        return new Points(points);
    }

    /// <summary>The targets of a table as the model sees them, (y − mean) / scale.</summary>
    /// <param name="table">A table with the target column.</param>
    /// <exception cref="DataException">The target is absent, no number, or missing somewhere.</exception>
    public double[] Targets(Table table) => Array.ConvertAll(RawTargets(table), TargetScaling.Apply);

    /// <summary>The targets of a table in their own unit.</summary>
    /// <param name="table">A table with the target column.</param>
    /// <exception cref="DataException">The target is absent, no number, or missing somewhere.</exception>
    public double[] RawTargets(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        NumberColumn column = TargetColumn.Of(table, Target);
        CheckUnit(table, column, TargetUnit);
        return column.Values.ToArray();
    }

    /// <summary>The classes of a table as a model sees them: 0 … k − 1, places in <see cref="Classes"/>.</summary>
    /// <param name="table">A table with the target column.</param>
    /// <exception cref="DataException">The target is absent, missing somewhere, or of a class that is not
    /// known.</exception>
    /// <exception cref="InvalidOperationException">The target of the model is a number.</exception>
    public int[] Labels(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        TargetClasses classes = Classes ?? throw new InvalidOperationException("The target of this model is a number.");
        return classes.Places(table, table[Target]);
    }

    private Column Match(Table table, ColumnEncoding wanted)
    {
        Column? column = table.Find(wanted.Name);
        if (column is null)
        {
            throw Absent(table, wanted);
        }

        CheckUnit(table, column, wanted.Unit);
        if (column.Type == wanted.Type || column.MissingCount == column.Rows)
        {
            return column;
        }

        // Levels such as 1, 2, 3 look like numbers when the table has no others: they are compared as text.
        return wanted.Type == ColumnType.Category
            ? column
            : throw DataException.At(
                $"the model was fitted with {Plural(wanted.Type)} here, but the cells are {Plural(column.Type)}",
                table.Source, null, column.Name);
    }

    private static void CheckUnit(Table table, Column column, string? unit)
    {
        if (column.Unit is not null && unit is not null && column.Unit != unit)
        {
            throw DataException.At($"the unit is {column.Unit}, but the model was fitted in {unit}",
                table.Source, null, column.Name);
        }
    }

    private DataException Absent(Table table, ColumnEncoding wanted)
    {
        string[] others = [.. table.Columns.Select(c => c.Name).Where(n => n != Target && Columns.All(c =>
            c.Name != n))];
        string[] absent = [.. Columns.Select(c => c.Name).Where(name => table.Find(name) is null)];
        string renamed = others.Length > 0 && absent.Length == 1
            ? $"; perhaps it is now called '{DataException.Show(NameDistance.Closest(wanted.Name, others))}'"
            : "";
        string names = string.Join(", ", absent.Take(5).Select(name => $"'{DataException.Show(name)}'"));
        string more = absent.Length > 5 ? FormattableString.Invariant($" and {absent.Length - 5} more") : "";
        string problem = absent.Length == 1
            ? $"the column {names} that the model needs is absent{renamed}"
            : $"the columns {names}{more} that the model needs are absent";
        return DataException.At(problem, table.Source, value: wanted.Name);
    }

    private static string Plural(ColumnType type) => type switch
    {
        ColumnType.Number => "numbers",
        ColumnType.Category => "categories",
        ColumnType.Date => "dates",
        _ => "free text",
    };
}
