using System.Text;

namespace Gramian.Reports.Markup;

/// <summary>Escapes text for element content and for double-quoted attributes of XML and HTML alike.</summary>
internal static class Escaping
{
    public static string Escape(string value)
    {
        var output = new StringBuilder(value.Length);
        Append(output, value);
        return output.ToString();
    }

    /// <summary>Appends the value; characters that XML forbids, lone surrogates and direction overrides become
    /// U+FFFD.</summary>
    public static void Append(StringBuilder output, string value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                output.Append(c).Append(value[++i]);
                continue;
            }

            _ = c switch
            {
                '&' => output.Append("&amp;"),
                '<' => output.Append("&lt;"),
                '>' => output.Append("&gt;"),
                '"' => output.Append("&quot;"),
                '\'' => output.Append("&#39;"),
                _ => output.Append(IsForbidden(c) ? '\uFFFD' : c),
            };
        }
    }

    // Bidirectional overrides and isolates could make a column name read as other text, so they are replaced too.
    private static bool IsForbidden(char c) =>
        c is (< ' ' and not '\t' and not '\n') or (>= '\u007F' and <= '\u009F') or (>= '\u202A' and <= '\u202E')
            or (>= '\u2066' and <= '\u2069') or '\uFFFE' or '\uFFFF' || char.IsSurrogate(c);
}
