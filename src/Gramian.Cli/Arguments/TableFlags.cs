using System.CommandLine;
using System.Text;
using Gramian.Cli.Shell;
using Gramian.Data;

namespace Gramian.Cli.Arguments;

/// <summary>The options that say how a table is read; every verb that reads one has them.</summary>
internal sealed class TableFlags
{
    /// <summary>Means all columns where names of some may stand.</summary>
    public const string EveryColumn = "all";

    private const string Requirement = "must be a list of column=number, column=category or column=date";

    private readonly Option<char?> delimiter = Flags.Parsed<char?>(
        "--delimiter", "C", "The delimiter, one character or tab. Default: found.", ParseDelimiter);

    private readonly Option<bool> decimalComma = Flags.Switch("--decimal-comma", "Numbers are written 1,5.");
    private readonly Option<bool> header = Flags.Switch("--header", "The first row holds names. Default: found.");
    private readonly Option<bool> noHeader = Flags.Switch(
        "--no-header", "There is no row of names; the columns are column1, column2, ….");

    private readonly Option<string?> encoding = Flags.Choice(
        "--encoding", "The encoding of text. Default: utf-8, or by the byte order mark.",
        "utf-8", "utf-16", "latin1");

    private readonly Option<string?> format = Flags.Choice(
        "--format", "The format. Default: by the extension.", "csv", "tsv", "jsonl", "svmlight", "npy", "npz");

    private readonly Option<Dictionary<string, ColumnType>?> types = Flags.Parsed<Dictionary<string, ColumnType>?>(
        "--types", "COL=TYPE,…", "Column types: number, category or date. Default: found.", ParseTypes);

    private readonly Option<Dictionary<string, string>?> units = Flags.Parsed<Dictionary<string, string>?>(
        "--units", "COL=UNIT,…", "Units of columns, for reports. Default: from headers like 'length [m]'.",
        NameList.ParsePairs);

    private readonly Option<string[]?> missingTokens = Flags.Parsed<string[]?>(
        "--missing-cells", "TEXT,…",
        "Cells that mean missing, beside empty ones. Default: NA, N/A, n/a, ?, null, NULL.",
        NameList.Parse);

    /// <summary>The columns whose missing cells leave a row out, or the word for all.</summary>
    public static Option<string[]?> SkipMissing { get; } = Flags.Parsed<string[]?>(
        "--skip-missing", $"COL,…|{EveryColumn}",
        $"Leave out rows with a missing cell in these columns; {EveryColumn}: in any. Default: none.", NameList.Parse);

    /// <summary>The options, in the order in which help shows them.</summary>
    public IEnumerable<Option> All =>
        [types, units, delimiter, decimalComma, header, noHeader, missingTokens, SkipMissing, encoding, format];

    /// <summary>Says how the table of this run is to be read.</summary>
    /// <exception cref="RefusedException">Two options contradict each other.</exception>
    public TableReadOptions Read(Session session)
    {
        if (session.Value(header) && session.Value(noHeader))
        {
            throw RefusedException.Usage("--header and --no-header contradict each other; give one of them");
        }

        TableReadOptions defaults = TableReadOptions.Default;
        return defaults with
        {
            Delimiter = session.Value(delimiter),
            DecimalComma = session.Value(decimalComma),
            Header = session.Value(header) ? HeaderRow.Present
                : session.Value(noHeader) ? HeaderRow.Absent
                : HeaderRow.Detect,
            Encoding = session.Value(encoding) switch
            {
                "utf-8" => Encoding.UTF8,
                "utf-16" => Encoding.Unicode,
                "latin1" => Encoding.Latin1,
                _ => null,
            },
            Format = session.Value(format) switch
            {
                "csv" => TableFormat.Csv,
                "tsv" => TableFormat.Tsv,
                "jsonl" => TableFormat.JsonLines,
                "svmlight" => TableFormat.Svmlight,
                "npy" => TableFormat.Npy,
                "npz" => TableFormat.Npz,
                _ => TableFormat.Auto,
            },
            ColumnTypes = session.Value(types) ?? defaults.ColumnTypes,
            Units = session.Value(units) ?? defaults.Units,
            MissingTokens = session.Value(missingTokens) is string[] tokens ? ["", .. tokens] : defaults.MissingTokens,
            CancellationToken = session.Cancellation,
        };
    }

    private static char? ParseDelimiter(string text) =>
        text is "tab" or "\\t" ? '\t'
        : text.Length == 1 && text[0] is not ('"' or '.' or '-' or '+') && !char.IsLetterOrDigit(text[0])
            && !char.IsSurrogate(text[0])
            ? text[0]
            : throw new FormatException("must be one character such as ; or the word tab");

    private static Dictionary<string, ColumnType> ParseTypes(string text)
    {
        var types = new Dictionary<string, ColumnType>(StringComparer.Ordinal);
        foreach ((string column, string type) in NameList.ParsePairs(text))
        {
            types[column] = type switch
            {
                "number" => ColumnType.Number,
                "category" => ColumnType.Category,
                "date" => ColumnType.Date,
                _ => throw new FormatException(Requirement),
            };
        }

        return types;
    }
}
