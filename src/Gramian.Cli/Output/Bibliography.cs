using System.Text.RegularExpressions;

namespace Gramian.Cli.Output;

/// <summary>Reads the bibliography of the project, which is part of this program.</summary>
internal static partial class Bibliography
{
    private const string Resource = "papers.bib";

    /// <summary>The entries by key.</summary>
    public static IReadOnlyDictionary<string, string> Entries { get; } = Read();

    /// <summary>An entry as people read it: authors (year), title, where.</summary>
    public static string Reference(string entry)
    {
        string place = Field(entry, "journal") ?? Field(entry, "booktitle") ?? Field(entry, "publisher") ?? "";
        string[] parts =
        [
            $"{Field(entry, "author")} ({Field(entry, "year")})",
            Field(entry, "title") ?? "",
            Field(entry, "volume") is string volume ? $"{place} {volume}" : place,
        ];
        return string.Join(". ", parts.Where(part => part.Length > 0)) + ".";
    }

    private static string? Field(string entry, string name)
    {
        Match field = Regex.Match(entry, $@"(?<=[\s,]){name}\s*=\s*\{{(?<value>(?:[^{{}}]|\{{[^{{}}]*\}})*)\}}",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        return field.Success
            ? field.Groups["value"].Value.Replace("{", "", StringComparison.Ordinal)
                .Replace("}", "", StringComparison.Ordinal).Replace("--", "–", StringComparison.Ordinal)
            : null;
    }

    /// <summary>Splits BibTeX into entries: each runs from its @ to the brace that closes it.</summary>
    internal static Dictionary<string, string> Parse(string text)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match start in EntryStart().Matches(text))
        {
            int depth = 1;
            int end = start.Index + start.Value.IndexOf('{', StringComparison.Ordinal) + 1;
            while (end < text.Length && depth > 0)
            {
                depth += text[end] == '{' ? 1 : text[end] == '}' ? -1 : 0;
                end++;
            }

            entries[start.Groups[1].Value] = text[start.Index..end];
        }

        return entries;
    }

    private static Dictionary<string, string> Read()
    {
        using Stream stream = typeof(Bibliography).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The program lacks its part {Resource}.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    [GeneratedRegex(@"^@\w+\s*\{\s*([^,\s]+)\s*,", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex EntryStart();
}
