using System.IO.Compression;
using Gramian.Data.Safetensors;
using Gramian.Numerics;

namespace Gramian.Data.Formats;

/// <summary>Writes tables as zip archives of NumPy arrays.</summary>
internal static class NpzWriter
{
    private const string DateDescriptor = "<M8[us]";
    private const long MissingDate = long.MinValue;     // NumPy's "not a time"

    public static void Write(Table table, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (Column column in table.Columns)
        {
            switch (column)
            {
                case NumberColumn numbers:
                    using (Stream content = NpzFile.Open(archive, column.Header))
                    {
                        NpyWriter.WriteNumbers(content, NpyWriter.Descriptor(TensorType.Float64), numbers.Values);
                    }

                    break;
                case DateColumn dates:
                    using (Stream content = NpzFile.Open(archive, column.Header))
                    {
                        NpyWriter.WriteNumbers<long>(content, DateDescriptor, Microseconds(dates));
                    }

                    break;
                default:
                    NpzFile.AddText(
                        archive, column.Header, [.. Enumerable.Range(0, table.Rows).Select(column.Format)],
                        [table.Rows]);
                    break;
            }
        }
    }

    public static void Write(Table table, Stream stream, string target)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Column label = table[target];
        Column[] others = [.. table.Columns.Where(column => column != label)];
        var inputs = new Matrix<double>(table.Rows, others.Length);
        for (int j = 0; j < others.Length; j++)
        {
            NumberColumn numbers = others[j] as NumberColumn ?? throw DataException.At(
                "X holds numbers, but this column does not; leave it out or encode it",
                table.Source, null, others[j].Name);
            for (int row = 0; row < table.Rows; row++)
            {
                inputs[row, j] = numbers.Values[row];
            }
        }

        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        NpzFile.Add(archive, TensorEntry.FromMatrix("X", inputs));
        if (label is NumberColumn values)
        {
            NpzFile.Add(archive, TensorEntry.FromVector("y", values.Values.ToArray()));
        }
        else
        {
            NpzFile.AddText(
                archive, "y", [.. Enumerable.Range(0, table.Rows).Select(label.Format)], [table.Rows]);
        }
    }

    private static long[] Microseconds(DateColumn dates)
    {
        long[] values = new long[dates.Rows];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = dates.IsMissing(row)
                ? MissingDate
                : (dates.Ticks[row] - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        }

        return values;
    }
}
