using System.Globalization;

namespace Gramian.Cli.Arguments;

/// <summary>Represents what a person allows a fit to take, as typed: 4GB, 10min, or both with a comma.</summary>
/// <param name="Bytes">The most memory, or null.</param>
/// <param name="Seconds">The longest predicted time, or null.</param>
internal sealed record BudgetText(long? Bytes, double? Seconds)
{
    private const string Requirement = "must be memory such as 4GB, a time such as 10min, or both as 4GB,10min";
    private const double MostBytes = 1L << 60;

    private static readonly (string Suffix, double Factor, bool IsMemory)[] Units =
    [
        ("TiB", 1L << 40, true), ("GiB", 1L << 30, true), ("MiB", 1L << 20, true),
        ("TB", 1e12, true), ("GB", 1e9, true), ("MB", 1e6, true),
        ("min", 60, false), ("h", 3600, false), ("s", 1, false),
    ];

    /// <summary>Reads a budget.</summary>
    /// <exception cref="FormatException">The text is no budget.</exception>
    public static BudgetText Parse(string text)
    {
        (long? bytes, double? seconds) = (null, null);
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            (string suffix, double factor, bool isMemory) =
                Array.Find(Units, unit => part.EndsWith(unit.Suffix, StringComparison.OrdinalIgnoreCase));
            if (suffix is null || !double.TryParse(part.AsSpan(..^suffix.Length).Trim(), NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out double amount) || !(amount > 0) || amount * factor > MostBytes
                || (isMemory ? bytes.HasValue : seconds.HasValue))
            {
                throw new FormatException(Requirement);
            }

            bytes = isMemory ? (long)(amount * factor) : bytes;
            seconds = isMemory ? seconds : amount * factor;
        }

        return bytes is 0 ? throw new FormatException(Requirement) : new BudgetText(bytes, seconds);
    }
}
