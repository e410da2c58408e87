namespace Gramian.Data.Formats;

/// <summary>Opens a source, finds its format, and hands it to the reader of that format.</summary>
internal static class TableReader
{
    private const string StandardInput = "-";
    private const int SampleCells = 2_000_000;      // of all columns together, kept as text until types are known
    private const int LongestSample = 1000;         // cells of one column

    public static Table Read(string path, TableReadOptions? options) =>
        Open(path, (stream, name) => Read(stream, name, options));

    /// <summary>Reads rows that stay sparse: "label index:value …".</summary>
    public static SparseTable ReadSparse(string path, TableReadOptions? options) => Open(path, (stream, name) =>
    {
        options ??= TableReadOptions.Default;
        using Stream source = CompressedSource.Open(stream, name, options);
        using var text = new Utf8Source(source, name, options.Encoding);
        return SvmlightReader.ReadSparse(text, name, options);
    });

    private static T Open<T>(string path, Func<Stream, string, T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path == StandardInput)
        {
            using Stream input = StandardInputSource.Open();
            return read(input, "standard input");
        }

        if (Directory.Exists(path))
        {
            throw DataException.At("this is a folder, not a file", path);
        }

        if (!File.Exists(path))
        {
            throw DataException.At("there is no such file", path);
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1,
            FileOptions.SequentialScan);
        return read(file, path);
    }

    public static Table Read(Stream stream, string name, TableReadOptions? options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(name);
        options ??= TableReadOptions.Default;
        TableFormat format = options.Format == TableFormat.Auto ? ByExtension(name) : options.Format;
        using Stream source = CompressedSource.Open(stream, name, options);
        return format switch
        {
            TableFormat.Csv or TableFormat.Auto => ReadText(CsvTableReader.Read, options.Delimiter),
            TableFormat.Tsv => ReadText(CsvTableReader.Read, options.Delimiter ?? '\t'),
            TableFormat.JsonLines => ReadText((text, file, o, _) => JsonLinesReader.Read(text, file, o), null),
            TableFormat.Svmlight => ReadText((text, file, o, _) => SvmlightReader.Read(text, file, o), null),
            TableFormat.Npy => NpyReader.Read(source, name, options),
            TableFormat.Npz => NpzReader.Read(source, name, options),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Format, "The format is not known."),
        };

        Table ReadText(Func<Utf8Source, string, TableReadOptions, char?, Table> read, char? delimiter)
        {
            using var text = new Utf8Source(source, name, options.Encoding);
            return read(text, name, options, delimiter);
        }
    }

    /// <summary>Ends the columns of a table that has rows.</summary>
    public static Table Finish(IReadOnlyList<ColumnBuilder> builders, string file)
    {
        if (builders.Count == 0 || builders[0].Rows == 0)
        {
            throw Refuse.NoRows(file);
        }

        return new Table([.. builders.Select(b => b.Build())], file);
    }

    public static void CheckSize(string file, long rows, long columns, long limit)
    {
        if (rows * columns > limit)
        {
            throw Refuse.TooLarge(file, rows, columns, limit);
        }
    }

    /// <summary>Begins the columns of a table whose header is known.</summary>
    public static ColumnBuilder[] Begin((string Name, string? Unit)[] names, string file, TableReadOptions options)
    {
        CheckOverrides([.. names.Select(n => n.Name)], file, options);
        int sample = SampleSize(names.Length);
        return Array.ConvertAll(names, n => new ColumnBuilder(n.Name, n.Unit, options, file, sample));
    }

    /// <summary>The number of cells of each column that are kept as text until its type is known.</summary>
    public static int SampleSize(int columns) => Math.Clamp(SampleCells / columns, 20, LongestSample);

    /// <summary>Refuses types and units for columns that a table does not have.</summary>
    public static void CheckOverrides(HashSet<string> names, string file, TableReadOptions options)
    {
        foreach (string name in options.ColumnTypes.Keys.Concat(options.Units.Keys))
        {
            if (!names.Contains(name))
            {
                throw DataException.At(
                    $"a type or unit was given for column '{DataException.Show(name)}', which the table does not have",
                    file, value: name);
            }
        }
    }

    /// <summary>
    /// Makes a table of columns that hold numbers only, and applies what the options say about columns.
    /// </summary>
    public static Table FromNumbers(IReadOnlyList<(string Name, double[] Values)> columns, string file,
        TableReadOptions options)
    {
        CheckOverrides([.. columns.Select(c => c.Name)], file, options);
        Column[] made = [.. columns.Select(column => FromNumbers(column, file, options))];
        return made.Length == 0 || made[0].Rows == 0 ? throw Refuse.NoRows(file) : new Table(made, file);
    }

    /// <summary>Makes a column of numbers, or of categories where the options say so.</summary>
    public static Column FromNumbers(
        (string Name, double[] Values) column, string file, TableReadOptions options, string? headerUnit = null)
    {
        (string name, double[] values) = column;
        string? unit = options.Units.GetValueOrDefault(name) ?? headerUnit;
        ColumnType type = options.ColumnTypes.GetValueOrDefault(name, options.ExpectedTypes.GetValueOrDefault(name));
        var numbers = new NumberColumn(name, values, unit);
        return type switch
        {
            ColumnType.Number => numbers,
            ColumnType.Category => CategoryColumn.FromText(
                name, Enumerable.Range(0, values.Length).Select(numbers.Format), unit),
            _ => throw DataException.At(
                $"a column of numbers cannot be read as a {type}".ToLowerInvariant(), file, null, name),
        };
    }

    private static TableFormat ByExtension(string name)
    {
        string bare = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        return Path.GetExtension(bare).ToLowerInvariant() switch
        {
            ".tsv" or ".tab" => TableFormat.Tsv,
            ".jsonl" or ".ndjson" => TableFormat.JsonLines,
            ".svm" or ".svmlight" or ".libsvm" => TableFormat.Svmlight,
            ".npy" => TableFormat.Npy,
            ".npz" => TableFormat.Npz,
            _ => TableFormat.Csv,
        };
    }
}
