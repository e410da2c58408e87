namespace Gramian.Data.Formats;

/// <summary>Makes the exceptions that several readers share.</summary>
internal static class Refuse
{
    /// <summary>Whether a cell is a formula of a spreadsheet rather than its value.</summary>
    public static bool IsFormula(ReadOnlySpan<char> cell) =>
        cell.Length > 1 && cell[0] == '=' && cell[1] != '=';

    public static DataException Formula(ReadOnlySpan<char> cell, string file, long line, string column) =>
        DataException.At(
            $"'{DataException.Show(cell)}' is a formula; save the sheet with values instead of formulas",
            file, Line(line), column, cell.ToString());

    public static DataException NotANumber(
        ReadOnlySpan<char> cell, bool decimalComma, string file, long line, string column, string? share = null)
    {
        if (IsFormula(cell))
        {
            return Formula(cell, file, line, column);
        }

        string among = share is null ? "" : $", though {share} are";
        if (NumberText.Explain(cell, decimalComma, out DataRemedy remedy) is string reason)
        {
            return DataException.At(
                $"'{DataException.Show(cell)}' {reason}", file, Line(line), column, cell.ToString(), remedy: remedy);
        }

        return DataException.At(
            $"'{DataException.Show(cell)}' is not a number{among}; mend or empty the cell, or give the column the type "
            + "category", file, Line(line), column, cell.ToString(), remedy: DataRemedy.ColumnTypes);
    }

    public static DataException NotADate(ReadOnlySpan<char> cell, string file, long line, string column) =>
        DataException.At(
            $"'{DataException.Show(cell)}' is not a date; dates are written in {DateText.Accepted}",
            file, Line(line), column, cell.ToString());

    public static DataException NothingInside(string file) =>
        DataException.At("the file is empty; a table needs a header and at least one row", file);

    public static DataException NoRows(string file) =>
        DataException.At("the file has a header but no rows", file);

    public static DataException TooLarge(string file, long rows, long columns, long limit) =>
        DataException.At(FormattableString.Invariant(
            $"the table would have {rows} rows of {columns} columns, more than the limit of {limit} cells"), file);

    public static DataException TooManyColumns(string file, int columns, int limit, long? line = null) =>
        DataException.At(FormattableString.Invariant(
            $"there are {columns} columns, more than the limit of {limit}; is the delimiter right?"), file, line);

    private static long? Line(long line) => line > 0 ? line : null;
}
