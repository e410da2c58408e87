using Gramian.Data;

namespace Gramian.Cli.Output;

/// <summary>Writes predictions as comma-separated text that no spreadsheet takes for formulas.</summary>
internal static class PredictionText
{
    private const string Mark = "standard_deviation";
    private const string ClassMark = "label";

    /// <summary>Writes the table.</summary>
    public static void Write(Table table, TextWriter writer)
    {
        WriteRow(writer, table.Columns.Select(column => Harmless(column.Header)));
        for (int row = 0; row < table.Rows; row++)
        {
            WriteRow(writer, table.Columns.Select(column => column is NumberColumn or DateColumn
                ? column.Format(row)
                : Harmless(column.Format(row))));
        }
    }

    /// <summary>Whether a file holds predictions, by its header.</summary>
    public static bool IsPredictions(string path)
    {
        string start = OutputFile.Start(path);
        string header = start.Split('\n')[0].TrimEnd('\r');
        return header.Contains(Mark, StringComparison.Ordinal)
            || header.Split(',').Contains(ClassMark)
            || start.StartsWith("{\"rows\":", StringComparison.Ordinal);
    }

    // A cell that begins with one of these is a formula to spreadsheets; an apostrophe makes it text.
    private static string Harmless(string cell) =>
        cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + cell : cell;

    private static void WriteRow(TextWriter writer, IEnumerable<string> cells) =>
        writer.Write(string.Join(',', cells.Select(Quoted)) + "\n");

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny(",\"\r\n") || (cell.Length > 0 && (cell[0] == ' ' || cell[^1] == ' '))
            ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : cell;
}
