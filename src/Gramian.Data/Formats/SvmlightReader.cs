using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Gramian.Data.Formats;

/// <summary>Reads rows "label index:value …", indices ascending from 1; what is not named is 0.</summary>
/// <remarks>
/// The columns are "label" and "x1" … "xd", d being the largest index. "# …" ends a line. A "qid:" is refused, since
/// ranking groups mean nothing here, and so are several labels.
/// </remarks>
internal static class SvmlightReader
{
    private const int LineBytes = 256 << 20;
    private const int CancellationRows = 4096;

    public static Table Read(Utf8Source text, string file, TableReadOptions options) =>
        Collect(text, new SparseRows(file, options, isSpread: true), file).ToTable();

    /// <summary>Reads rows without spreading them: what is kept is in proportion to what was read.</summary>
    public static SparseTable ReadSparse(Utf8Source text, string file, TableReadOptions options) =>
        Collect(text, new SparseRows(file, options, isSpread: false), file).ToSparse();

    private static SparseRows Collect(Utf8Source text, SparseRows rows, string file)
    {
        var lines = new LineReader(text, file, LineBytes);
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            int comment = line.IndexOf((byte)'#');
            line = (comment < 0 ? line : line[..comment]).Trim(" \t"u8);
            if (!line.IsEmpty)
            {
                ReadRow(line, rows, file, lines.Number);
                if (rows.Count % CancellationRows == 0)
                {
                    rows.Options.CancellationToken.ThrowIfCancellationRequested();
                }
            }
        }

        return rows.Count == 0 ? throw Refuse.NothingInside(file) : rows;
    }

    private static void ReadRow(ReadOnlySpan<byte> line, SparseRows rows, string file, long number)
    {
        ReadOnlySpan<byte> label = Word(ref line);
        rows.Begin(Number(label, "the label", file, number));
        int last = 0;
        while (!line.IsEmpty)
        {
            ReadOnlySpan<byte> word = Word(ref line);
            int colon = word.IndexOf((byte)':');
            if (word.StartsWith("qid:"u8))
            {
                throw Bad("query groups (qid) belong to ranking, which is not known here; remove them", word);
            }

            if (colon < 0 || !Utf8Parser.TryParse(word[..colon], out int index, out int used) || used != colon)
            {
                throw Bad("each feature is written index:value, such as 3:0.5", word);
            }

            if (index < 1 || index <= last)
            {
                throw Bad(FormattableString.Invariant(
                    $"indices count from 1 and ascend, but {index} follows {last}"), word);
            }

            if (index > rows.ColumnLimit)
            {
                throw Bad(FormattableString.Invariant(
                    $"the index {index} is above the limit of {rows.ColumnLimit} columns"), word);
            }

            rows.Add(index, Number(word[(colon + 1)..], "the value", file, number));
            last = index;
        }

        DataException Bad(string problem, ReadOnlySpan<byte> word) =>
            DataException.At(problem, file, number, value: Encoding.UTF8.GetString(word));
    }

    private static ReadOnlySpan<byte> Word(ref ReadOnlySpan<byte> line)
    {
        int end = line.IndexOfAny((byte)' ', (byte)'\t');
        ReadOnlySpan<byte> word = end < 0 ? line : line[..end];
        line = end < 0 ? default : line[end..].TrimStart(" \t"u8);
        return word;
    }

    private static double Number(ReadOnlySpan<byte> text, string what, string file, long line)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value))
        {
            return value;
        }

        string shown = Encoding.UTF8.GetString(text);
        string reason = NumberText.Explain(shown, decimalComma: false) ?? "is not a number";
        throw DataException.At($"{what} '{DataException.Show(shown)}' {reason}", file, line, value: shown);
    }
}
