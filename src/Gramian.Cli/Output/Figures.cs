using System.Globalization;
using System.Text.RegularExpressions;

namespace Gramian.Cli.Output;

/// <summary>Writes numbers for people: few digits, invariant culture.</summary>
internal static partial class Figures
{
    /// <summary>Four digits, or n/a for a figure that is not defined.</summary>
    public static string Short(double value) =>
        double.IsNaN(value) ? "n/a" : value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A text with its long decimal fractions shortened.</summary>
    public static string Shortened(string text) => LongNumber().Replace(
        text, number => Short(double.Parse(number.Value, NumberStyles.Float, CultureInfo.InvariantCulture)));

    public static string Interval(double lower, double upper) =>
        double.IsNaN(lower) || double.IsNaN(upper) ? "n/a" : $"[{Short(lower)}, {Short(upper)}]";

    public static string Seconds(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    public static string Bytes(long value) => value switch
    {
        >= 1_000_000_000 => $"{Short(value / 1e9)} GB",
        >= 1_000_000 => $"{Short(value / 1e6)} MB",
        _ => $"{Short(value / 1e3)} kB",
    };

    [GeneratedRegex(@"\d+\.\d{4,}([eE][-+]?\d+)?", RegexOptions.CultureInvariant)]
    private static partial Regex LongNumber();
}
