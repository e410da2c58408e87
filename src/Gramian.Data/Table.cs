using Gramian.Data.Formats;

namespace Gramian.Data;

/// <summary>Represents a table: named columns of equal length. Immutable; safe to share between threads.</summary>
public sealed class Table
{
    private readonly Dictionary<string, int> index = new(StringComparer.Ordinal);

    /// <summary>Makes a table from columns.</summary>
    /// <param name="columns">The columns, of equal length and with different names.</param>
    /// <param name="source">Where the table came from, for messages; null when it came from nowhere.</param>
    /// <exception cref="ArgumentException">Lengths differ, a name comes twice, or there is no column.</exception>
    public Table(IReadOnlyList<Column> columns, string? source = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0)
        {
            throw new ArgumentException("A table must have at least one column.", nameof(columns));
        }

        Columns = [.. columns];
        Source = source;
        Rows = columns[0].Rows;
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns[i].Rows != Rows)
            {
                throw new ArgumentException(
                    $"Column '{columns[i].Name}' must have {Rows} rows like the first, but it had {columns[i].Rows}.",
                    nameof(columns));
            }

            if (!index.TryAdd(columns[i].Name, i))
            {
                throw new ArgumentException($"The column name '{columns[i].Name}' must come once.", nameof(columns));
            }
        }
    }

    /// <summary>The columns in their order.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>Where the table came from, such as a file name, or null.</summary>
    public string? Source { get; }

    /// <summary>The column of a name, with or without its unit.</summary>
    /// <exception cref="DataException">There is no such column; the message lists those that there are.</exception>
    public Column this[string name] => Find(name) ?? throw NoSuchColumn(name);

    /// <summary>Reads a table from a file.</summary>
    /// <param name="path">The file, or "-" for standard input.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <exception cref="DataException">The content cannot be used; the message names the place.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Table Read(string path, TableReadOptions? options = null) => TableReader.Read(path, options);

    /// <summary>Reads a table from a stream, which is read to its end and not closed.</summary>
    /// <param name="stream">The bytes; gzip is recognised by its first bytes.</param>
    /// <param name="name">The name of the source for messages; its extension tells the format when that is not
    /// given.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <exception cref="DataException">The content cannot be used; the message names the place.</exception>
    public static Table Read(Stream stream, string name, TableReadOptions? options = null) =>
        TableReader.Read(stream, name, options);

    /// <summary>The column of a name, with or without its unit, or null.</summary>
    /// <param name="name">The name, such as "length" or "length [m]".</param>
    public Column? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return index.TryGetValue(name, out int i) ? Columns[i] : Columns.FirstOrDefault(c => c.Header == name);
    }

    /// <summary>Makes a table of some of the rows, in the given order; a row may be repeated.</summary>
    /// <param name="rows">The rows, from 0.</param>
    public Table SelectRows(ReadOnlySpan<int> rows)
    {
        var chosen = new Column[Columns.Count];
        for (int i = 0; i < chosen.Length; i++)
        {
            chosen[i] = Columns[i].Select(rows);
        }

        return new Table(chosen, Source);
    }

    /// <summary>Makes a table of the rows that miss no cell of some columns; the table itself when none does.</summary>
    /// <param name="names">The names; null for all columns.</param>
    /// <exception cref="DataException">There is no such column, or every row misses a cell.</exception>
    public Table Complete(IEnumerable<string>? names = null)
    {
        Column[] asked = names is null ? [.. Columns] : [.. names.Select(name => this[name])];
        string where = names is null ? "a column" : string.Join(", ", asked.Select(column => $"'{column.Name}'"));
        int[] whole = [.. Enumerable.Range(0, Rows).Where(row => !Array.Exists(asked, c => c.IsMissing(row)))];
        return whole.Length == Rows ? this
            : whole.Length > 0 ? SelectRows(whole)
            : throw DataException.At($"every row misses a cell of {where}", Source);
    }

    /// <summary>Makes a table of some of the columns, in the given order.</summary>
    /// <param name="names">The names.</param>
    /// <exception cref="DataException">There is no such column.</exception>
    public Table SelectColumns(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return new Table([.. names.Select(name => this[name])], Source);
    }

    /// <summary>
    /// Writes the table as comma-separated text with a header (RFC 4180, UTF-8 if the writer is, LF).
    /// </summary>
    /// <param name="writer">Receives the text; not closed.</param>
    public void WriteCsv(TextWriter writer) => CsvTableWriter.Write(this, writer);

    /// <summary>
    /// Writes the table as svmlight text: the label, and of each row the cells that are not 0, columns counted from 1.
    /// </summary>
    /// <param name="writer">Receives the text; not closed.</param>
    /// <param name="label">
    /// The column of the labels; a column of categories is written as 1, 2, … in the order of its categories.
    /// </param>
    /// <exception cref="DataException">A column is not of numbers, or a cell is missing.</exception>
    public void WriteSvmlight(TextWriter writer, string label) => SvmlightWriter.Write(this, writer, label);

    /// <summary>
    /// Writes a zip archive of NumPy arrays, one for each column: numbers, text, or dates as datetime64.
    /// </summary>
    /// <param name="stream">Receives the bytes; not closed.</param>
    public void WriteNpz(Stream stream) => NpzWriter.Write(this, stream);

    /// <summary>Writes a zip archive of two NumPy arrays: X of all other columns, [n, d], and y.</summary>
    /// <param name="stream">Receives the bytes; not closed.</param>
    /// <param name="target">The column that is y.</param>
    /// <exception cref="DataException">There is no such column, or another column holds no numbers.</exception>
    public void WriteNpz(Stream stream, string target) => NpzWriter.Write(this, stream, target);

    /// <inheritdoc/>
    public override string ToString() => $"Table {Rows} x {Columns.Count}";

    private DataException NoSuchColumn(string name)
    {
        string names = string.Join(", ", Columns.Take(12).Select(c => DataException.Show(c.Name)));
        string more = Columns.Count > 12 ? $", … ({Columns.Count} in all)" : "";
        string header = HeaderNames.AreNumbered(Columns) ? "there is no row of names, so that " : "";
        return DataException.At(
            $"there is no column '{DataException.Show(name)}'; {header}the columns are {names}{more}", Source,
            value: name);
    }
}
