using System.Text.Json;

namespace Gramian.Data.Formats;

/// <summary>Reads one flat JSON object per line; a member that is absent or null is a missing cell.</summary>
internal static class JsonLinesReader
{
    private const int LineBytes = 64 << 20;
    private const int CancellationRows = 4096;

    public static Table Read(Utf8Source text, string file, TableReadOptions options)
    {
        var lines = new LineReader(text, file, LineBytes);
        var columns = new Columns(file, options);
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            if (line.Trim(" \t"u8).IsEmpty)
            {
                continue;
            }

            try
            {
                ReadObject(line, columns, lines.Number);
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
            {
                throw DataException.At(
                    "the line is not one strict JSON object such as {\"x\": 1.5, \"colour\": \"red\"}",
                    file, lines.Number, innerException: error);
            }

            columns.EndRow();
            if (columns.Rows % CancellationRows == 0)
            {
                options.CancellationToken.ThrowIfCancellationRequested();
            }
        }

        return columns.Finish(lines.Number > 0);
    }

    private static void ReadObject(ReadOnlySpan<byte> line, Columns columns, long number)
    {
        var json = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 8 });
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("The line must begin with an object.");
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            ColumnBuilder column = columns.Take(json.GetString()!, number);
            json.Read();
            AddValue(ref json, column, columns.File, number);
        }

        if (json.TokenType != JsonTokenType.EndObject || json.Read())
        {
            throw new JsonException("The line must end with the object.");
        }
    }

    private static void AddValue(ref Utf8JsonReader json, ColumnBuilder column, string file, long number)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Number:
                column.AddNumber(json.ValueSpan, number);
                break;
            case JsonTokenType.String:
                column.Add(json.GetString(), number);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                column.Add(json.ValueSpan, number);
                break;
            case JsonTokenType.Null:
                column.AddMissing();
                break;
            default:
                throw DataException.At("the value is a list or an object; a cell holds a number, a text, true or false",
                    file, number, column.Name);
        }
    }

    /// <summary>The columns so far; one that first comes late was missing before.</summary>
    private sealed class Columns(string file, TableReadOptions options)
    {
        private readonly Dictionary<string, ColumnBuilder> byName = new(StringComparer.Ordinal);
        private readonly List<ColumnBuilder> ordered = [];

        public string File => file;

        public int Rows { get; private set; }

        public ColumnBuilder Take(string header, long line)
        {
            if (!byName.TryGetValue(header, out ColumnBuilder? column))
            {
                column = Add(header, line);
            }

            return column.Rows == Rows
                ? column
                : throw DataException.At("the member comes twice in this line", file, line, header);
        }

        public void EndRow()
        {
            Rows++;
            foreach (ColumnBuilder column in ordered)
            {
                if (column.Rows < Rows)
                {
                    column.AddMissing();
                }
            }

            TableReader.CheckSize(file, Rows, ordered.Count, options.TableLimit);
        }

        public Table Finish(bool anything)
        {
            if (!anything || Rows == 0)
            {
                throw Refuse.NothingInside(file);
            }

            if (ordered.Count == 0)
            {
                throw DataException.At("no line has a member, so there are no columns", file);
            }

            TableReader.CheckOverrides([.. ordered.Select(c => c.Name)], file, options);
            return TableReader.Finish(ordered, file);
        }

        private ColumnBuilder Add(string header, long line)
        {
            if (ordered.Count == options.ColumnLimit)
            {
                throw Refuse.TooManyColumns(file, ordered.Count + 1, options.ColumnLimit, line);
            }

            (string name, string? unit) = HeaderNames.Parse([header], file, line)[0];
            if (ordered.Exists(c => c.Name == name))
            {
                throw DataException.At("two members have this name and differ only in unit or blanks", file, line,
                    name);
            }

            var column = new ColumnBuilder(name, unit, options, file, TableReader.SampleSize(1));
            for (int row = 0; row < Rows; row++)
            {
                column.AddMissing();
            }

            byName.Add(header, column);
            ordered.Add(column);
            return column;
        }
    }
}
