using System.Globalization;

namespace Gramian.Data.Formats;

/// <summary>Writes rows "label index:value …" that read back with the same bits.</summary>
internal static class SvmlightWriter
{
    public static void Write(Table table, TextWriter writer, string label)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Column target = table[label];
        NumberColumn[] columns = [.. table.Columns.Where(column => column != target).Select(column => Numbers(column))];
        Func<int, double> labels = Labels(target);
        for (int row = 0; row < table.Rows; row++)
        {
            writer.Write(Text(labels(row)));
            for (int k = 0; k < columns.Length; k++)
            {
                WriteCell(writer, k + 1, columns[k].Values[row], columns[k], row);
            }

            writer.Write('\n');
        }
    }

    public static void Write(SparseTable table, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        for (int row = 0; row < table.Rows; row++)
        {
            writer.Write(Text(table.Labels[row]));
            for (int e = table.Values.RowStarts[row]; e < table.Values.RowStarts[row + 1]; e++)
            {
                WriteEntry(writer, table.Features[table.Values.ColumnIndices[e]], table.Values.Values[e]);
            }

            writer.Write('\n');
        }
    }

    private static Func<int, double> Labels(Column target)
    {
        if (target is CategoryColumn categories)
        {
            return row => categories.IsMissing(row) ? throw Missing(target, row) : categories.Codes[row] + 1;
        }

        NumberColumn numbers = Numbers(target);
        return row => numbers.IsMissing(row) ? throw Missing(target, row) : numbers.Values[row];
    }

    private static NumberColumn Numbers(Column column) => column as NumberColumn ?? throw DataException.At(
        $"svmlight holds numbers, but column '{DataException.Show(column.Name)}' does not; leave it out or encode it",
        file: null, value: column.Name);

    private static void WriteCell(TextWriter writer, int index, double value, NumberColumn column, int row)
    {
        if (column.IsMissing(row))
        {
            throw Missing(column, row);
        }

        if (value != 0)
        {
            WriteEntry(writer, index, value);
        }
    }

    private static void WriteEntry(TextWriter writer, int index, double value)
    {
        writer.Write(' ');
        writer.Write(index.ToString(CultureInfo.InvariantCulture));
        writer.Write(':');
        writer.Write(Text(value));
    }

    private static DataException Missing(Column column, int row) => DataException.At(
        FormattableString.Invariant(
            $"svmlight cannot say that a cell is missing, but row {row + 1} of '{DataException.Show(column.Name)}' is"),
        file: null, value: column.Name);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
