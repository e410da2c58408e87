using System.Globalization;

namespace Gramian.Data.Formats;

/// <summary>Turns the cells of a header into names and units, each name once and none empty.</summary>
internal static class HeaderNames
{
    private const int NameLimit = 1000;

    public static (string Name, string? Unit)[] Parse(IReadOnlyList<string> cells, string file, long? line)
    {
        var names = new (string Name, string? Unit)[cells.Count];
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = Split(cells[i].Trim());
            string name = names[i].Name;
            if (name.Length == 0)
            {
                throw DataException.At(FormattableString.Invariant(
                    $"column {i + 1} of the header has no name; give it one, or remove a trailing delimiter"), file,
                    line);
            }

            if (name.Length > NameLimit)
            {
                throw DataException.At(FormattableString.Invariant(
                    $"the name of column {i + 1} has {name.Length} characters, more than the limit of {NameLimit}"),
                    file, line, name);
            }

            if (name.AsSpan().ContainsAnyInRange('\0', '\u001F'))
            {
                throw DataException.At(FormattableString.Invariant(
                    $"the name of column {i + 1} holds a line break or a control character"), file, line, name);
            }

            if (!seen.TryAdd(name, i))
            {
                throw DataException.At(FormattableString.Invariant(
                    $"the name '{DataException.Show(name)}' is over columns {seen[name] + 1} and {i + 1}")
                    + "; names must differ",
                    file, line, name);
            }
        }

        return names;
    }

    /// <summary>Whether columns have the names of a file without a header.</summary>
    public static bool AreNumbered(IReadOnlyList<Column> columns)
    {
        (string Name, string? Unit)[] numbered = Numbered(columns.Count);
        return !columns.Where((column, i) => column.Name != numbered[i].Name).Any();
    }

    /// <summary>The names column1, column2, … of a file without a header.</summary>
    public static (string Name, string? Unit)[] Numbered(int count)
    {
        var names = new (string, string?)[count];
        for (int i = 0; i < count; i++)
        {
            names[i] = (string.Create(CultureInfo.InvariantCulture, $"column{i + 1}"), null);
        }

        return names;
    }

    /// <summary>Splits "length [m]" into "length" and "m"; other texts are a name without a unit.</summary>
    public static (string Name, string? Unit) Split(string header)
    {
        int open = header.LastIndexOf('[');
        if (open <= 0 || header[^1] != ']' || header[open - 1] != ' ')
        {
            return (header, null);
        }

        string name = header[..open].TrimEnd();
        string unit = header[(open + 1)..^1].Trim();
        return name.Length == 0 ? (header, null) : (name, unit.Length == 0 ? null : unit);
    }
}
