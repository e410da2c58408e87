namespace Gramian.Data.Formats;

/// <summary>
/// Takes the numbers of an array one by one, in row or column order, and grows with what really came: a header that
/// claims more than the file holds costs no memory.
/// </summary>
internal sealed class GrowingColumns(int rows, int columns, bool byColumns)
{
    private const int FirstCapacity = 16;
    private readonly double[][] values = new double[columns][];
    private int row;
    private int column;

    /// <summary>The columns; complete when rows × columns numbers were added.</summary>
    public double[][] Values => values;

    public void Add(double value)
    {
        double[] target = values[column] ?? [];
        if (row >= target.Length)
        {
            Array.Resize(ref target, (int)Math.Min(rows, Math.Max(FirstCapacity, 2L * target.Length)));
            values[column] = target;
        }

        target[row] = value;
        if (byColumns)
        {
            row = row + 1 < rows ? row + 1 : 0;
            column += row == 0 ? 1 : 0;
        }
        else
        {
            column = column + 1 < columns ? column + 1 : 0;
            row += column == 0 ? 1 : 0;
        }
    }
}
