namespace Gramian.Reports.Markup;

/// <summary>Estimates how wide a text is, and shortens it, without a font at hand.</summary>
internal static class TextWidth
{
    private const string Narrow = "ijltfr.,:;'|!()[]/ \u202F⁰¹²³⁴⁵⁶⁷⁸⁹⁻";
    private const string Wide = "mwMW@%—";

    /// <summary>The width in units of the drawing, on the generous side for the usual interface fonts.</summary>
    public static double Of(string text, double fontSize)
    {
        double ems = 0;
        foreach (char c in text)
        {
            ems += Narrow.Contains(c, StringComparison.Ordinal) ? 0.36
                : Wide.Contains(c, StringComparison.Ordinal) ? 0.92
                : char.IsAsciiDigit(c) ? 0.64
                : c >= '\u2E80' ? 1.0 : char.IsUpper(c) ? 0.7 : 0.59;
        }

        return ems * fontSize;
    }

    /// <summary>Keeps the head and the tail of a text that is too wide, because column names often differ at the
    /// end.</summary>
    public static string Shorten(string text, double fontSize, double limit)
    {
        if (Of(text, fontSize) <= limit)
        {
            return text;
        }

        int keep = text.Length - 1;
        while (keep > 2)
        {
            int head = (keep * 2 / 3) + (keep % 3 > 0 ? 1 : 0);
            string candidate = SafeHead(text, head) + "…" + SafeTail(text, keep - head);
            if (Of(candidate, fontSize) <= limit)
            {
                return candidate;
            }

            keep = Math.Min(keep - 1, (int)(keep * 0.95));
        }

        return SafeHead(text, 1) + "…";
    }

    private static string SafeHead(string text, int length) =>
        text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static string SafeTail(string text, int length) =>
        text[^(length > 0 && char.IsLowSurrogate(text[^length]) ? length - 1 : length)..];
}
