using System.Text;

namespace Gramian.Cli.Arguments;

/// <summary>
/// Reads lists as people type them: a,b,c. Double quotes hold a comma or an equals sign inside a name together.
/// </summary>
internal static class NameList
{
    /// <summary>Splits a list of names.</summary>
    /// <exception cref="FormatException">A name is empty, or a quote is not closed.</exception>
    public static string[] Parse(string text) => Array.ConvertAll(Split(text, ','), Name);

    /// <summary>Splits a list of name=value.</summary>
    /// <exception cref="FormatException">A part has no equals sign, a name comes twice, or a quote is not
    /// closed.</exception>
    public static Dictionary<string, string> ParsePairs(string text)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string part in Split(text, ','))
        {
            string[] sides = Split(part, '=');
            if (sides.Length != 2 || sides[1].Trim().Length == 0)
            {
                throw new FormatException("must be a list of column=value, with commas between");
            }

            if (!pairs.TryAdd(Name(sides[0]), Unquote(sides[1].Trim())))
            {
                throw new FormatException($"must name column '{Data.DataException.Show(Name(sides[0]))}' once");
            }
        }

        return pairs;
    }

    /// <summary>Splits a text where a separator stands outside quotes, parentheses and brackets.</summary>
    /// <exception cref="FormatException">A quote is not closed.</exception>
    public static string[] Split(string text, char separator)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        bool quoted = false;
        int depth = 0;
        foreach (char c in text)
        {
            quoted ^= c == '"';
            depth += quoted ? 0 : c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0;
            if (c == separator && !quoted && depth <= 0)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(c);
            }
        }

        if (quoted)
        {
            throw new FormatException("must close its double quote");
        }

        parts.Add(part.ToString());
        return [.. parts];
    }

    private static string Name(string text)
    {
        string name = Unquote(text.Trim());
        return name.Length > 0 ? name : throw new FormatException("must not have an empty name in its list");
    }

    private static string Unquote(string text) =>
        text.Length >= 2 && text[0] == '"' && text[^1] == '"'
            ? text[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal)
            : text;
}
