using System.Globalization;

namespace Gramian.Data.Formats;

/// <summary>Reads numbers strictly: invariant, no thousands separators, finite only.</summary>
internal static class NumberText
{
    private const int LongestNumber = 400;

    /// <summary>Parses a trimmed cell; false unless it is the spelling of a finite number.</summary>
    public static bool TryParse(ReadOnlySpan<char> cell, bool decimalComma, out double value)
    {
        if (!decimalComma)
        {
            return double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
                && double.IsFinite(value);
        }

        value = 0;
        if (cell.Length > LongestNumber || cell.Contains('.'))
        {
            return false;
        }

        Span<char> buffer = stackalloc char[LongestNumber];
        cell.Replace(buffer, ',', '.');
        return double.TryParse(buffer[..cell.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    /// <summary>
    /// Says why a cell is refused although it was meant as a number, and what to do; null when nothing suggests that.
    /// </summary>
    public static string? Explain(ReadOnlySpan<char> cell, bool decimalComma) =>
        Explain(cell, decimalComma, out _);

    /// <summary>The same, and what a reader could choose instead.</summary>
    public static string? Explain(ReadOnlySpan<char> cell, bool decimalComma, out DataRemedy remedy)
    {
        remedy = DataRemedy.None;
        ReadOnlySpan<char> body = cell.TrimStart("+-");
        if (Is(body, "nan"))
        {
            remedy = DataRemedy.MissingTokens;
            return "is not a number; leave a missing cell empty, or list this spelling among the missing tokens";
        }

        if (Is(body, "inf") || Is(body, "infinity") || Is(body, "∞"))
        {
            return "is infinite; numbers must be finite";
        }

        if (IsSpreadsheetError(cell))
        {
            return "is an error of a spreadsheet; mend it there, or leave the cell empty";
        }

        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
        {
            return double.IsFinite(value)
                ? "has a decimal point although a decimal comma was asked for"
                : "is larger than the largest double, 1.8e308";
        }

        if (body.IsEmpty || !(char.IsAsciiDigit(body[0]) || "$€£.,".Contains(body[0])))
        {
            return null;
        }

        return ExplainDigits(body, decimalComma, ref remedy);
    }

    private static string? ExplainDigits(ReadOnlySpan<char> body, bool decimalComma, ref DataRemedy remedy)
    {
        ReadOnlySpan<char> digits = body.TrimStart("$€£").TrimEnd("%$€£").Trim();
        if (digits.IsEmpty || digits.ContainsAnyExcept("0123456789.,'_ eE+-\u00A0\u202F"))
        {
            return null;
        }

        if (digits.Length != body.Length)
        {
            return "has a sign beside the number; write the number alone and the unit in the header: 'price [EUR]'";
        }

        int commas = digits.Count(',');
        if (!decimalComma && commas == 1 && !digits.ContainsAny(".'_ "))
        {
            remedy = DataRemedy.DecimalComma;
            return "is not a number; write 1.5 for one and a half, or read the file with a decimal comma";
        }

        return commas > 0 || digits.ContainsAny("'_ \u00A0\u202F")
            ? "has thousands separators; write the digits without them"
            : null;
    }

    private static bool Is(ReadOnlySpan<char> cell, string word) =>
        cell.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static bool IsSpreadsheetError(ReadOnlySpan<char> cell) =>
        cell.Length > 2 && cell[0] == '#' && cell is "#DIV/0!" or "#N/A" or "#NAME?" or "#NULL!" or "#NUM!" or "#REF!"
            or "#VALUE!" or "#SPILL!" or "#CALC!";
}
