using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Gramian.Data.Formats;

/// <summary>
/// Reads NumPy arrays of text ("U", fixed numbers of code points) and of moments ("M8") as cells, whose type is then
/// found as in delimited text.
/// </summary>
internal static class NpyTextReader
{
    private const string DateMark = "M8[";
    private const long NotATime = long.MinValue;

    /// <summary>Whether the elements are text or moments.</summary>
    public static bool Reads(NpyHeader header) => Bare(header) is ['U', ..] || Bare(header).StartsWith(
        DateMark, StringComparison.Ordinal);

    /// <summary>Reads the elements of an array of one dimension to the end of the stream.</summary>
    public static Column Read(
        Stream stream, NpyHeader header, (string Name, string? Unit) name, string file, TableReadOptions options)
    {
        if (header.Shape.Length > 1)
        {
            throw DataException.At("an array of text or of moments must have one dimension", file);
        }

        long rows = header.Shape.Length == 1 ? header.Shape[0] : 1;
        if (rows == 0)
        {
            throw DataException.At("the array is empty", file);
        }

        TableReader.CheckSize(file, rows, 1, options.TableLimit);
        bool isBig = header.Descriptor.StartsWith('>');
        bool isText = Bare(header)[0] == 'U';
        int size = isText ? sizeof(int) * CodePoints(header, file, options) : sizeof(long);
        long unit = isText ? 0 : Nanoseconds(header, file);
        ColumnBuilder column = TableReader.Begin([name], file, options with
        {
            ColumnTypes = Only(options.ColumnTypes, name.Name),
            Units = Only(options.Units, name.Name),
        })[0];
        byte[] element = new byte[size];
        for (long row = 0; row < rows; row++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            NpyReader.Fill(stream, element, file);
            string cell = isText ? Text(element, isBig, file, row) : Moment(element, isBig, unit, file, row);
            column.Add(cell, row + 1);
        }

        NpyReader.RefuseMore(stream, file);
        return column.Build();
    }

    private static string Bare(NpyHeader header) => header.Descriptor.TrimStart('<', '>', '|', '=');

    private static Dictionary<string, T> Only<T>(IReadOnlyDictionary<string, T> given, string name) =>
        given.Where(pair => pair.Key == name).ToDictionary(pair => pair.Key, pair => pair.Value);

    private static int CodePoints(NpyHeader header, string file, TableReadOptions options) =>
        int.TryParse(Bare(header).AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count > 0 && count <= options.CellLimit
            ? count
            : throw DataException.At(FormattableString.Invariant(
                $"the element type '{DataException.Show(header.Descriptor)}' is not text of 1 to {options.CellLimit} ")
                + "characters", file);

    private static long Nanoseconds(NpyHeader header, string file) => Bare(header)[DateMark.Length..] switch
    {
        "D]" => TimeSpan.NanosecondsPerTick * TimeSpan.TicksPerDay,
        "h]" => TimeSpan.NanosecondsPerTick * TimeSpan.TicksPerHour,
        "m]" => TimeSpan.NanosecondsPerTick * TimeSpan.TicksPerMinute,
        "s]" => TimeSpan.NanosecondsPerTick * TimeSpan.TicksPerSecond,
        "ms]" => TimeSpan.NanosecondsPerTick * TimeSpan.TicksPerMillisecond,
        "us]" => TimeSpan.NanosecondsPerTick * TimeSpan.TicksPerMicrosecond,
        "ns]" => 1,
        _ => throw DataException.At(
            $"the moments are in '{DataException.Show(header.Descriptor)}', but D, h, m, s, ms, us and ns are known",
            file),
    };

    // NumPy pads with zeros, so a zero ends the text.
    private static string Text(byte[] element, bool isBig, string file, long row)
    {
        var text = new StringBuilder(element.Length / sizeof(int));
        for (int at = 0; at < element.Length; at += sizeof(int))
        {
            ReadOnlySpan<byte> bytes = element.AsSpan(at);
            int code = isBig
                ? BinaryPrimitives.ReadInt32BigEndian(bytes)
                : BinaryPrimitives.ReadInt32LittleEndian(bytes);
            if (code == 0)
            {
                break;
            }

            text.Append(Rune.TryCreate(code, out Rune rune)
                ? rune.ToString()
                : throw DataException.At(FormattableString.Invariant(
                    $"element {row} of the array holds {code}, which is no character"), file));
        }

        return text.ToString();
    }

    private static string Moment(byte[] element, bool isBig, long nanoseconds, string file, long row)
    {
        long count = isBig
            ? BinaryPrimitives.ReadInt64BigEndian(element)
            : BinaryPrimitives.ReadInt64LittleEndian(element);
        if (count == NotATime)
        {
            return "";
        }

        Int128 ticks = DateTime.UnixEpoch.Ticks + ((Int128)count * nanoseconds / TimeSpan.NanosecondsPerTick);
        return ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks
            ? new DateTime((long)ticks, DateTimeKind.Utc).ToString(
                "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)
            : throw DataException.At(FormattableString.Invariant(
                $"element {row} of the array is a moment outside of the years 1 to 9999"), file);
    }
}
