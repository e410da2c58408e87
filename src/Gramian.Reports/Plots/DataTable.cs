namespace Gramian.Reports.Plots;

/// <summary>Represents the numbers behind a figure: named columns of equal length.</summary>
/// <param name="Columns">The columns.</param>
public sealed record DataTable(IReadOnlyList<DataColumn> Columns)
{
    /// <summary>The number of rows.</summary>
    public int Rows => Columns.Count == 0 ? 0 : Columns.Max(column => column.Cells.Count);

    /// <summary>The cell as text; empty beyond the end of a column.</summary>
    public string this[int row, int column] => row < Columns[column].Cells.Count ? Columns[column].Cells[row] : "";

    /// <summary>Writes all rows as comma-separated text.</summary>
    /// <remarks>
    /// Text that a spreadsheet would run as a formula (=, +, −, @, tab or return in front) gets an apostrophe in front.
    /// </remarks>
    public string ToCsv()
    {
        var lines = new List<string> { string.Join(",", Columns.Select(column => Quote(Defuse(column.Name)))) };
        for (int row = 0; row < Rows; row++)
        {
            lines.Add(string.Join(",",
                Columns.Select((column, c) => Quote(column.IsText ? Defuse(this[row, c]) : this[row, c]))));
        }

        return string.Join("\n", lines) + "\n";
    }

    private static string Defuse(string text) =>
        text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;

    private static string Quote(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\n\r") < 0 ? cell : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal)
            + "\"";
}
