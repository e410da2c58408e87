using System.Globalization;
using System.Text;

namespace Gramian.Data;

/// <summary>
/// Says that data cannot be used: where, what was found, and what would be accepted, in one sentence.
/// </summary>
public sealed class DataException : Exception
{
    private const int ShownCharacters = 60;

    /// <summary>Makes the exception from its sentence, when no place can be named.</summary>
    /// <param name="message">The sentence.</param>
    /// <param name="innerException">What caused it, or null.</param>
    public DataException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    private DataException(string message, Exception? inner, string? file, long? line, string? column, string? value)
        : base(message, inner)
    {
        (File, Line, Column, Value) = (file, line, column, value);
    }

    /// <summary>The file or other source, or null when not known.</summary>
    public string? File { get; }

    /// <summary>The line in the source, from 1, or null when not known.</summary>
    public long? Line { get; }

    /// <summary>The name of the column, or null when the fault lies in no column.</summary>
    public string? Column { get; }

    /// <summary>What a caller can choose so that the data are taken.</summary>
    public DataRemedy Remedy { get; private init; }

    /// <summary>The offending value as shown, shortened and with control characters made visible, or null.</summary>
    public string? Value { get; }

    /// <summary>Makes the exception for a place: "file, line 7, column 'price': what is wrong."</summary>
    /// <param name="problem">What is wrong and what would be accepted, without a capital and a full stop.</param>
    /// <param name="file">The file or other source.</param>
    /// <param name="line">The line from 1, or null.</param>
    /// <param name="column">The name of the column, or null.</param>
    /// <param name="value">The offending value, or null.</param>
    /// <param name="innerException">What caused it, or null.</param>
    /// <param name="remedy">What a caller can choose so that the data are taken.</param>
    public static DataException At(
        string problem, string? file, long? line = null, string? column = null, string? value = null,
        Exception? innerException = null, DataRemedy remedy = DataRemedy.None)
    {
        var place = new StringBuilder();
        Append(place, file is null ? null : Show(file, 200));
        Append(place, line is null ? null : string.Create(CultureInfo.InvariantCulture, $"line {line}"));
        Append(place, column is null ? null : $"column '{Show(column)}'");
        string message = place.Length == 0 ? $"{problem}." : $"{place}: {problem}.";
        return new DataException(message, innerException, file, line, column, value is null ? null : Show(value))
        {
            Remedy = remedy,
        };
    }

    /// <summary>Shows a value in a message: shortened, with control characters written as \uXXXX.</summary>
    /// <param name="value">The value.</param>
    /// <param name="limit">The number of characters that are shown at most.</param>
    public static string Show(ReadOnlySpan<char> value, int limit = ShownCharacters)
    {
        var text = new StringBuilder();
        foreach (char c in value[..Math.Min(value.Length, limit)])
        {
            bool hidden = char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c)
                is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            text.Append(hidden ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}") : c.ToString());
        }

        return value.Length > limit
            ? string.Create(CultureInfo.InvariantCulture, $"{text}… ({value.Length} characters)")
            : text.ToString();
    }

    private static void Append(StringBuilder place, string? part)
    {
        if (part is not null)
        {
            place.Append(place.Length == 0 ? "" : ", ").Append(part);
        }
    }
}
