using System.Globalization;

namespace Gramian.Data.Formats;

/// <summary>Reads moments of ISO 8601; a moment without an offset is taken as UTC.</summary>
internal static class DateText
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>What is accepted, for messages.</summary>
    public const string Accepted = "ISO 8601, such as 2026-03-01 or 2026-03-01T12:30:00Z";

    /// <summary>Parses a trimmed cell to UTC ticks.</summary>
    public static bool TryParse(ReadOnlySpan<char> cell, out long ticks)
    {
        ticks = 0;
        if (cell.Length is < 10 or > 40 || cell[4] != '-' || cell[7] != '-' || !char.IsAsciiDigit(cell[0]))
        {
            return false;
        }

        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        bool read = DateTime.TryParseExact(cell, Formats, CultureInfo.InvariantCulture, Styles, out DateTime moment);
        ticks = moment.Ticks;
        return read;
    }
}
