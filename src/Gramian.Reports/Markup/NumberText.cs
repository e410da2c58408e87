using System.Globalization;
using System.Text;

namespace Gramian.Reports.Markup;

/// <summary>Writes numbers in the invariant culture: for coordinates, for people and for data tables.</summary>
internal static class NumberText
{
    public const string Missing = "–";

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>A drawing coordinate to a tenth of a unit; −0 is written as 0.</summary>
    public static string Coordinate(double value)
    {
        double rounded = Math.Round(value, 1, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0 : rounded).ToString("0.#", Culture);
    }

    /// <summary>A number for a data table or a CSV cell: plain ASCII with the significant digits asked for.</summary>
    public static string Data(double value, int digits = 7) =>
        double.IsNaN(value) ? "" : value.ToString("G" + digits.ToString(Culture), Culture);

    public static string Whole(long value) => Group(value.ToString(Culture));

    /// <summary>A number for people: significant digits, true minus sign, powers of ten written with
    /// superscripts.</summary>
    public static string Human(double value, int digits = 4)
    {
        if (double.IsNaN(value))
        {
            return Missing;
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "∞" : "−∞";
        }

        if (value == 0)
        {
            return "0";
        }

        string scientific = value.ToString("E" + (digits - 1).ToString(Culture), Culture);
        int split = scientific.IndexOf('E', StringComparison.Ordinal);
        int exponent = int.Parse(scientific.AsSpan(split + 1), NumberStyles.AllowLeadingSign, Culture);
        if (exponent is >= 6 or < -4)
        {
            return WithPower(TrimZeros(scientific[..split]), exponent);
        }

        int decimals = Math.Max(0, digits - 1 - exponent);
        return Sign(Group(TrimZeros(value.ToString("F" + decimals.ToString(Culture), Culture))));
    }

    /// <summary>A number with a fixed count of decimals, grouped in thousands, with a true minus sign.</summary>
    public static string Fixed(double value, int decimals) =>
        Sign(Group((value == 0 ? 0 : value).ToString("F" + decimals.ToString(Culture), Culture)));

    /// <summary>m × 10ᵉ, with the mantissa left out where it is 1.</summary>
    public static string WithPower(string mantissa, int exponent)
    {
        string power = "10" + Superscript(exponent);
        return mantissa switch
        {
            "1" => power,
            "-1" => "−" + power,
            _ => Sign(mantissa) + " × " + power,
        };
    }

    public static string Superscript(int number)
    {
        var text = new StringBuilder();
        foreach (char c in number.ToString(Culture))
        {
            text.Append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']);
        }

        return text.ToString();
    }

    public static string TrimZeros(string number) =>
        number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('0').TrimEnd('.') : number;

    private static string Sign(string number) => number.Replace('-', '−');

    // Narrow no-break spaces from five digits of whole part on, as in printed tables.
    private static string Group(string number)
    {
        int start = number.StartsWith('-') ? 1 : 0;
        int dot = number.IndexOf('.', StringComparison.Ordinal);
        int whole = (dot < 0 ? number.Length : dot) - start;
        if (whole < 5)
        {
            return number;
        }

        var text = new StringBuilder(number);
        for (int position = start + whole - 3; position > start; position -= 3)
        {
            text.Insert(position, '\u202F');
        }

        return text.ToString();
    }
}
