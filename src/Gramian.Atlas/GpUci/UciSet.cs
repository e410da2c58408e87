using Gramian.Data;

namespace Gramian.Atlas.GpUci;

/// <summary>One of the five sets: the table, whose last column is the target, and ten masks of test rows.</summary>
internal sealed record UciSet(string Name, Table Table, bool[][] TestRows)
{
    public const int Splits = 10;

    /// <summary>The name of the target's column.</summary>
    public const string Target = "target";

    /// <summary>The sets, smallest first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["yacht", "housing", "energy", "concrete", "wine"];

    /// <summary>The number of rows that repeat, cell by cell, a row before them.</summary>
    public int RepeatedRows => Table.Rows - Enumerable.Range(0, Table.Rows)
        .Select(row => string.Join(',', Table.Columns.Select(column => column.Format(row)))).Distinct().Count();

    public static UciSet Read(DataFolders folders, string name)
    {
        var data = Columns(folders, name, "data.csv.gz");
        var masks = Columns(folders, name, "test_mask.csv.gz");
        if (masks.Count != Splits || masks[0].Rows != data[0].Rows)
        {
            throw new DataException($"The masks of {name} are {masks[0].Rows} x {masks.Count}; "
                + $"{data[0].Rows} x {Splits} were expected.");
        }

        return new UciSet(
            name, new Table([.. data.SkipLast(1), data[^1].Rename(Target, null)]),
            [.. masks.Select(mask => Array.ConvertAll(mask.Values.ToArray(), value => value != 0))]);
    }

    private static IReadOnlyList<NumberColumn> Columns(DataFolders folders, string name, string file)
    {
        string path = folders.Find($"uci/{name}/{file}", $"uci-regression/{name}/{file}");
        var table = Data.Table.Read(path, new TableReadOptions { Header = HeaderRow.Absent });
        return [.. table.Columns.Select(column => column as NumberColumn
            ?? throw new DataException($"Column {column.Name} of {path} holds something other than numbers."))];
    }
}
