using System.Text;

namespace Gramian.Cli.Output;

/// <summary>Lays out rows of text in columns: the first to the left, the others to the right.</summary>
internal sealed class TextTable
{
    private readonly List<string[]> rows = [];

    public TextTable(params string[] header) => rows.Add(header);

    public void Add(params string[] cells) => rows.Add(cells);

    public override string ToString()
    {
        int columns = rows.Max(row => row.Length);
        int[] widths = [.. Enumerable.Range(0, columns)
            .Select(c => rows.Max(row => c < row.Length ? row[c].Length : 0))];
        var text = new StringBuilder();
        foreach (string[] row in rows)
        {
            string[] cells = [.. row.Select((cell, c) => c == 0 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))];
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }
}
