using System.Globalization;

namespace Gramian.Data.Formats;

/// <summary>Counts what the first cells of a column look like, and remembers the first that does not fit.</summary>
internal sealed class ColumnEvidence
{
    private int numbers;
    private int meantAsNumbers;
    private int dates;
    private bool decimalComma;
    private (string Cell, long Line)? firstNoNumber;
    private (string Cell, long Line)? firstNoDate;

    /// <summary>The number of cells weighed.</summary>
    public int Cells { get; private set; }

    /// <summary>Takes one cell, which is not missing, into account.</summary>
    public void Weigh(ReadOnlySpan<char> cell, long line, bool withDecimalComma, string file, string column)
    {
        if (Refuse.IsFormula(cell))
        {
            throw Refuse.Formula(cell, file, line, column);
        }

        Cells++;
        decimalComma = withDecimalComma;
        if (NumberText.TryParse(cell, decimalComma, out _))
        {
            numbers++;
            firstNoDate ??= (cell.ToString(), line);
            return;
        }

        meantAsNumbers += NumberText.Explain(cell, decimalComma) is null ? 0 : 1;
        firstNoNumber ??= (cell.ToString(), line);
        if (DateText.TryParse(cell, out _))
        {
            dates++;
        }
        else
        {
            firstNoDate ??= (cell.ToString(), line);
        }
    }

    /// <summary>The type that the cells speak for.</summary>
    /// <exception cref="DataException">Most cells are numbers (or dates) but not all.</exception>
    public ColumnType Decide(string file, string column)
    {
        if (numbers == Cells)
        {
            return ColumnType.Number;       // also when every cell is missing
        }

        if (dates == Cells)
        {
            return ColumnType.Date;
        }

        if (2 * (numbers + meantAsNumbers) > Cells)
        {
            (string cell, long line) = firstNoNumber!.Value;
            string share = string.Create(CultureInfo.InvariantCulture, $"{numbers} of the first {Cells} cells");
            throw Refuse.NotANumber(cell, decimalComma, file, line, column, share);
        }

        if (2 * dates > Cells)
        {
            (string cell, long line) = firstNoDate!.Value;
            throw Refuse.NotADate(cell, file, line, column);
        }

        return ColumnType.Category;
    }
}
