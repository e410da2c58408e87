namespace Gramian.Data.Formats;

/// <summary>Writes tables as RFC 4180 text with line feeds; quotes only where a cell needs them.</summary>
internal static class CsvTableWriter
{
    // An only column needs a token for a missing cell: an empty line would be no record at all.
    private const string MissingInOnlyColumn = "NA";

    public static void Write(Table table, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        for (int i = 0; i < table.Columns.Count; i++)
        {
            WriteCell(writer, table.Columns[i].Header, i);
        }

        writer.Write('\n');
        for (int row = 0; row < table.Rows; row++)
        {
            for (int i = 0; i < table.Columns.Count; i++)
            {
                bool alone = table.Columns.Count == 1 && table.Columns[0].IsMissing(row);
                WriteCell(writer, alone ? MissingInOnlyColumn : table.Columns[i].Format(row), i);
            }

            writer.Write('\n');
        }
    }

    private static void WriteCell(TextWriter writer, string cell, int column)
    {
        if (column > 0)
        {
            writer.Write(',');
        }

        if (cell.AsSpan().ContainsAny(",\"\r\n;\t|") || (cell.Length > 0 && (cell[0] == ' ' || cell[^1] == ' ')))
        {
            writer.Write('"');
            writer.Write(cell.Replace("\"", "\"\"", StringComparison.Ordinal));
            writer.Write('"');
        }
        else
        {
            writer.Write(cell);
        }
    }
}
