using System.Text;

namespace Gramian.Data;

/// <summary>Represents how a table is read. The defaults suit most files; each can be overridden.</summary>
public sealed record TableReadOptions
{
    /// <summary>The cells that mean "missing" unless overridden: empty, NA, N/A, n/a, ?, null, NULL.</summary>
    public static IReadOnlyList<string> DefaultMissingTokens { get; } = ["", "NA", "N/A", "n/a", "?", "null", "NULL"];

    // Below the tokens: static members are initialised in the order of the text.
    /// <summary>The defaults.</summary>
    public static TableReadOptions Default { get; } = new();

    /// <summary>The format; by the extension when <see cref="TableFormat.Auto"/>.</summary>
    public TableFormat Format { get; init; } = TableFormat.Auto;

    /// <summary>The delimiter of delimited text; null to find it among tabulator, semicolon, bar and comma.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Whether numbers are written 1,5; then a point is refused.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>
    /// The encoding of text; null for UTF-8, or UTF-16 or UTF-32 when the file begins with their mark.
    /// </summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Whether delimited text has a row of names.</summary>
    public HeaderRow Header { get; init; } = HeaderRow.Detect;

    /// <summary>The cells that mean "missing", compared exactly after outer blanks are removed.</summary>
    public IReadOnlyList<string> MissingTokens { get; init; } = DefaultMissingTokens;

    /// <summary>Types of columns by name, which override what would be inferred.</summary>
    public IReadOnlyDictionary<string, ColumnType> ColumnTypes { get; init; } = new Dictionary<string, ColumnType>();

    /// <summary>
    /// Types of columns that may be there, such as those of a model; <see cref="ColumnTypes"/> comes before them.
    /// </summary>
    public IReadOnlyDictionary<string, ColumnType> ExpectedTypes { get; init; } = new Dictionary<string, ColumnType>();

    /// <summary>Units of columns by name, which override those of headers.</summary>
    public IReadOnlyDictionary<string, string> Units { get; init; } = new Dictionary<string, string>();

    /// <summary>The longest cell, in characters.</summary>
    public int CellLimit { get; init; } = 100_000;

    /// <summary>The largest number of columns.</summary>
    public int ColumnLimit { get; init; } = 100_000;

    /// <summary>The largest table, in cells; a sparse file counts as dense.</summary>
    public long TableLimit { get; init; } = 1L << 30;

    /// <summary>The largest size of a compressed file after decompression, in bytes.</summary>
    public long DecompressedLimit { get; init; } = 16L << 30;

    /// <summary>Stops the reading.</summary>
    public CancellationToken CancellationToken { get; init; }
}
