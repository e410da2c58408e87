using Gramian.Data;
using Gramian.Data.Encoders;
using Gramian.Numerics;

namespace Gramian.Models.Tables;

/// <summary>Represents how tables become points and targets: the recipe, before it has seen data.</summary>
/// <param name="Target">The name of the column to predict, with or without its unit.</param>
[HouseExemption("conformance", "Is fitted to a table and not to rows of numbers.")]
public sealed record TablePipeline(string Target)
{
    /// <summary>The names of the columns to use as inputs, in order; null for all but the target.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>What is done about missing inputs.</summary>
    public MissingValues Missing { get; init; }

    /// <summary>
    /// The largest number of levels of a category that get a feature; rarer ones share "none of them".
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int LevelLimit { get; init => field = Guard.AtLeast(value, 1); } = 50;

    /// <summary>Learns the encodings from the training rows.</summary>
    /// <param name="table">The training rows.</param>
    /// <exception cref="DataException">
    /// A column does not exist, the target is no number or is missing somewhere, an input is free text, or no input
    /// differs between rows.
    /// </exception>
    public FittedTablePipeline Fit(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        NumberColumn target = TargetColumn.Of(table, Target);
        return new FittedTablePipeline(
            Encodings(table, target), target.Name, target.Unit, Standardizer.Fit(target.Values), Missing);
    }

    /// <summary>Learns the encodings from the training rows, and the classes of the target.</summary>
    /// <param name="table">The training rows.</param>
    /// <exception cref="DataException">
    /// A column does not exist, the target has one class only, too many, a class of one row, or is missing somewhere,
    /// an input is free text, or no input differs between rows.
    /// </exception>
    public FittedTablePipeline FitClasses(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        Column target = table[Target];
        return FitClasses(table, TargetClasses.Of(table, target));
    }

    /// <summary>Learns the encodings from some training rows; the classes are known.</summary>
    internal FittedTablePipeline FitClasses(Table table, TargetClasses classes)
    {
        Column target = table[Target];
        return new FittedTablePipeline(
            Encodings(table, target), target.Name, target.Unit, new Standardizer(0, 1), Missing)
        {
            Classes = classes,
        };
    }

    private ColumnEncoding[] Encodings(Table table, Column target)
    {
        ColumnEncoding[] encodings = [.. Inputs(table, target).Select(column => FitColumn(table, column))];
        if (encodings.All(encoding => encoding.Features.Count == 0))
        {
            throw DataException.At("every input column has one value in all rows, so there is nothing to learn from",
                table.Source);
        }

        return encodings;
    }

    private IEnumerable<Column> Inputs(Table table, Column target)
    {
        if (Columns is null)
        {
            Column[] others = [.. table.Columns.Where(column => column != target)];
            return others.Length > 0
                ? others
                : throw DataException.At($"the table has no column beside the target '{target.Name}'", table.Source);
        }

        Column[] chosen = [.. Columns.Select(name => table[name])];
        if (chosen.Length == 0)
        {
            throw DataException.At("no input column was chosen", table.Source);
        }

        if (chosen.Contains(target))
        {
            throw DataException.At($"the target '{target.Name}' cannot be an input as well", table.Source);
        }

        return chosen.Distinct().Count() == chosen.Length
            ? chosen
            : throw DataException.At("an input column was chosen twice", table.Source);
    }

    private ColumnEncoding FitColumn(Table table, Column column) => column switch
    {
        NumberColumn or DateColumn => NumberEncoding.Fit(column),
        CategoryColumn category => CategoryEncoding.Fit(category, LevelLimit),
        _ => throw DataException.At(
            "this is free text, nearly every row its own, which no kernel here compares; "
            + "choose the other columns as inputs, or give it the type category", table.Source, null, column.Name,
            remedy: DataRemedy.Columns),
    };
}
