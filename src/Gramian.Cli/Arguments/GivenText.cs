using System.Globalization;

namespace Gramian.Cli.Arguments;

/// <summary>Reads the values that columns are given, such as <c>age=40,income=1e5</c>.</summary>
internal static class GivenText
{
    /// <summary>Reads the pairs.</summary>
    /// <exception cref="FormatException">A part is no column=number, or a column comes twice.</exception>
    public static (string Column, double Value)[] Parse(string text) =>
        [.. NameList.ParsePairs(text).Select(pair =>
            double.TryParse(pair.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                && double.IsFinite(value)
                ? (pair.Key, value)
                : throw new FormatException(
                    $"must give column '{Data.DataException.Show(pair.Key)}' a finite number"))];
}
