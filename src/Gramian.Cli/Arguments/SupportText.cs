using System.Globalization;
using Gramian.Cli.Shell;
using Gramian.Models.Densities;

namespace Gramian.Cli.Arguments;

/// <summary>Reads where the values of columns lie, such as <c>age=reflect:0:,income=log,share=logit:0:1</c>.</summary>
internal static class SupportText
{
    private const string Requirement =
        "must be COL=log, COL=log:A, COL=logit:A:B or COL=reflect:A:B for each column, with commas between them";

    /// <summary>Reads the pairs.</summary>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static (string Column, AxisSupport Support)[] Parse(string text) =>
        Array.ConvertAll(text.Split(','), part =>
        {
            int equals = part.LastIndexOf('=');
            return equals > 0
                ? (part[..equals].Trim(), Read(part[(equals + 1)..].Split(':')))
                : throw new FormatException(Requirement);
        });

    /// <summary>The supports in the order of the columns; null when none was given.</summary>
    /// <exception cref="RefusedException">There is no such column, or it was named twice.</exception>
    public static AxisSupport[]? Arrange(
        (string Column, AxisSupport Support)[]? given, IReadOnlyList<string> names)
    {
        if (given is null)
        {
            return null;
        }

        AxisSupport[] supports = [.. names.Select(_ => AxisSupport.Everywhere)];
        var seen = new HashSet<int>();
        foreach ((string column, AxisSupport support) in given)
        {
            int place = names.ToList().IndexOf(column);
            if (place < 0 || !seen.Add(place))
            {
                throw RefusedException.Usage(place < 0
                    ? $"--support names '{Gramian.Data.DataException.Show(column)}', which is not among the columns "
                        + Gramian.Data.DataException.Show(string.Join(", ", names))
                    : $"--support names '{Gramian.Data.DataException.Show(column)}' twice");
            }

            supports[place] = support;
        }

        return supports;
    }

    private static AxisSupport Read(string[] words)
    {
        try
        {
            return (words[0], words.Length) switch
            {
                ("log", 1) => AxisSupport.Logarithm(),
                ("log", 2) => AxisSupport.Logarithm(Number(words[1], double.NaN)),
                ("logit", 3) => AxisSupport.Logit(Number(words[1], double.NaN), Number(words[2], double.NaN)),
                ("reflect", 3) => AxisSupport.Reflected(
                    Number(words[1], double.NegativeInfinity), Number(words[2], double.PositiveInfinity)),
                _ => throw new FormatException(Requirement),
            };
        }
        catch (ArgumentException)
        {
            throw new FormatException("must have A below B, both finite where the logarithm or the logit is taken");
        }
    }

    private static double Number(string text, double missing) => text.Length == 0
        ? missing
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value)
            ? value
            : throw new FormatException(Requirement);
}
