using System.Text;
using CsvHelper;

namespace Gramian.Data.Formats;

/// <summary>Reads delimited text: CsvHelper finds the cells, everything else is checked here.</summary>
internal static class CsvTableReader
{
    private const int DetectionBytes = 64 * 1024;
    private const int RecordBytes = 128 << 20;
    private const int CancellationRows = 4096;

    public static Table Read(Utf8Source text, string file, TableReadOptions options, char? delimiter)
    {
        ReadOnlySpan<byte> start = text.Peek(DetectionBytes);
        if (start.Trim(" \t\r\n"u8).IsEmpty && start.Length < DetectionBytes)
        {
            throw Refuse.NothingInside(file);
        }

        bool spreadsheetHint = delimiter is null && start.StartsWith("sep="u8);
        char? separator = spreadsheetHint
            ? null      // the first line "sep=;" names it
            : delimiter ?? DelimiterDetector.Detect(start, start.Length < DetectionBytes);
        using CsvReader reader = Open(text, file, separator);
        try
        {
            return ReadRecords(reader, file, options);
        }
        catch (CsvFormatException error)
        {
            throw DataException.At(
                $"a record has more than {RecordBytes >> 20} MiB; is a quote left open?",
                file, error.LineNumber, innerException: error);
        }
    }

    private static CsvReader Open(Stream text, string file, char? separator)
    {
        try
        {
            return CsvReader.Create(text, new CsvReaderOptions
            {
                Separator = separator,
                HasHeader = false,
                TrimWhitespace = true,
                TrackLineNumbers = true,
                MaxRecordSize = RecordBytes,
                OnMalformedRecord = record => throw Malformed(file, record),
                MissingField = CsvMissingFieldHandling.Throw,
            }, leaveOpen: true);
        }
        catch (ArgumentException error)
        {
            throw DataException.At(
                "the delimiter must be an ASCII character other than a quote or a line break", file, null, null,
                separator?.ToString(), error);
        }
    }

    private static Table ReadRecords(CsvReader reader, string file, TableReadOptions options)
    {
        if (!reader.Read())
        {
            throw Refuse.NothingInside(file);
        }

        int count = reader.FieldCount;
        if (count > options.ColumnLimit)
        {
            throw Refuse.TooManyColumns(file, count, options.ColumnLimit, reader.LineNumber);
        }

        string[] first = [.. Enumerable.Range(0, count).Select(reader.GetString)];
        bool header = options.Header == HeaderRow.Present
            || (options.Header == HeaderRow.Detect && LooksLikeHeader(first, options));
        ColumnBuilder[] builders = TableReader.Begin(
            header ? HeaderNames.Parse(first, file, reader.LineNumber) : HeaderNames.Numbered(count), file, options);
        if (!header)
        {
            AddRecord(reader, builders);
        }

        while (reader.Read())
        {
            if (reader.FieldCount != count)
            {
                throw Ragged(file, reader.LineNumber, reader.FieldCount, count);
            }

            AddRecord(reader, builders);
            if (builders[0].Rows % CancellationRows == 0)
            {
                TableReader.CheckSize(file, builders[0].Rows, count, options.TableLimit);
                options.CancellationToken.ThrowIfCancellationRequested();
            }
        }

        return TableReader.Finish(builders, file);
    }

    private static void AddRecord(CsvReader reader, ColumnBuilder[] builders)
    {
        long line = reader.LineNumber;
        for (int i = 0; i < builders.Length; i++)
        {
            builders[i].Add(reader.GetSpan(i), line);
        }
    }

    private static bool LooksLikeHeader(string[] cells, TableReadOptions options) => !cells.Any(cell =>
        NumberText.TryParse(cell.AsSpan().Trim(), options.DecimalComma, out _)
        || NumberText.Explain(cell.AsSpan().Trim(), options.DecimalComma) is not null
        || DateText.TryParse(cell.AsSpan().Trim(), out _));

    private static DataException Ragged(string file, long line, int found, int expected)
    {
        string cells = found == 1 ? "1 cell" : FormattableString.Invariant($"{found} cells");
        return DataException.At(
            FormattableString.Invariant($"this line has {cells}, but the first has {expected}"), file, line);
    }

    private static DataException Malformed(string file, CsvMalformedRecord record) => DataException.At(
        record.Reason switch
        {
            CsvMalformedReason.UnterminatedQuote => "a quote is opened here and never closed",
            CsvMalformedReason.TextAfterClosingQuote =>
                "text follows a closing quote; double the quotes inside a quoted cell",
            _ => "a quote stands inside a cell that does not begin with one; quote the cell and double its quotes",
        },
        file, record.LineNumber);
}
