using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using Gramian.Cli.Shell;

namespace Gramian.Cli.Arguments;

/// <summary>
/// Makes options that refuse, in one sentence, whatever they cannot mean; and holds those that all verbs share.
/// </summary>
internal static class Flags
{
    public const string JsonName = "--json";
    private const int MostThreads = 1024;

    /// <summary>Whether one JSON object is printed instead of text.</summary>
    public static Option<bool> Json { get; } = Switch(JsonName,
        "Print one JSON object on standard output, errors too.");

    /// <summary>The number of threads.</summary>
    public static Option<int?> Threads { get; } = Whole<int>(
        "--threads", 1, MostThreads, "Threads to use; the results do not depend on it. Default: all processors.");

    /// <summary>An option that is either there or not.</summary>
    public static Option<bool> Switch(string name, string description) => new(name) { Description = description };

    /// <summary>An option whose value is a text that is not empty.</summary>
    public static Option<string?> Text(string name, string valueName, string description) =>
        Parsed<string?>(name, valueName, description, text => text);

    /// <summary>The option that names the file to write.</summary>
    public static Option<string?> Output(string description)
    {
        Option<string?> option = Text("--output", "PATH", description);
        option.Aliases.Add("-o");
        return option;
    }

    /// <summary>An option whose value is one of a few words.</summary>
    public static Option<string?> Choice(string name, string description, params string[] words) =>
        Parsed<string?>(name, string.Join('|', words), description, text => words.Contains(text, StringComparer.Ordinal)
            ? text
            : throw new FormatException($"must be one of {string.Join(", ", words)}"));

    /// <summary>An option whose value is a whole number in a range.</summary>
    public static Option<T?> Whole<T>(string name, T least, T most, string description)
        where T : struct, IBinaryInteger<T> =>
        Parsed<T?>(name, "N", description, text =>
            T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out T value)
                && value >= least && value <= most
                ? value
                : throw new FormatException(string.Create(
                    CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}")));

    /// <summary>An option whose value is a number for which a condition holds.</summary>
    /// <param name="name">The name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="accepts">The condition; finite values only are asked.</param>
    /// <param name="requirement">What is accepted, such as "must be a number above 0".</param>
    public static Option<double?> Number(
        string name, string description, Func<double, bool> accepts, string requirement) =>
        Parsed<double?>(name, "X", description, text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                && double.IsFinite(value) && accepts(value)
                ? value
                : throw new FormatException(requirement));

    /// <summary>An option whose value is read by a function that throws FormatException with the requirement.</summary>
    public static Option<T> Parsed<T>(string name, string valueName, string description, Func<string, T> parse) =>
        new(name)
        {
            Description = description,
            HelpName = valueName,
            Arity = ArgumentArity.ExactlyOne,
            CustomParser = result => Read(result, name, parse),
        };

    /// <summary>An argument that is a path or another text, not empty.</summary>
    public static Argument<string> Path(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result => Read(result, name, text => text)!,
    };

    private static T? Read<T>(ArgumentResult result, string name, Func<string, T> parse)
    {
        string text = result.Tokens[0].Value;
        if (string.IsNullOrWhiteSpace(text))
        {
            result.AddError($"{name} must not be empty");
            return default;
        }

        if (text.StartsWith("--", StringComparison.Ordinal))
        {
            result.AddError($"{name} needs a value, but '{Data.DataException.Show(text)}' follows");
            return default;
        }

        try
        {
            return parse(text);
        }
        catch (RefusedException refusal)
        {
            result.AddError($"{name}: {refusal.Message}");
            return default;
        }
        catch (FormatException refusal)
        {
            result.AddError($"{name} {refusal.Message}, but it was '{Data.DataException.Show(text)}'");
            return default;
        }
    }
}
