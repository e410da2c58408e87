namespace Gramian.Data.Formats;

/// <summary>Opens a source, finds its format, and hands it to the reader of that format.</summary>
internal static class TableReader
{
    private const string StandardInput = "-";
    private const int SampleCells = 2_000_000;      // of all columns together, kept as text until types are known
    private const int LongestSample = 1000;         // cells of one column

    public static Table Read(string path, TableReadOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= TableReadOptions.Default;
        if (path == StandardInput)
        {
            using Stream input = StandardInputSource.Open();
            return Read(input, "standard input", options);
        }

        if (Directory.Exists(path))
        {
            throw DataException.At("this is a folder, not a file", path);
        }

        if (!File.Exists(path))
        {
            throw DataException.At("there is no such file", path);
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        return Read(file, path, options);
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

    /// <summary>Begins the columns of a table, and refuses types and units for columns that it does not have.</summary>
    public static ColumnBuilder[] Begin((string Name, string? Unit)[] names, string file, TableReadOptions options)
    {
        foreach (string name in options.ColumnTypes.Keys.Concat(options.Units.Keys))
        {
            if (!names.Any(n => n.Name == name))
            {
                throw DataException.At(
                    $"a type or unit was given for column '{DataException.Show(name)}', which the table does not have",
                    file, value: name);
            }
        }

        int sample = Math.Clamp(SampleCells / names.Length, 20, LongestSample);
        return Array.ConvertAll(names, n => new ColumnBuilder(n.Name, n.Unit, options, file, sample));
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
