namespace Gramian.Data;

/// <summary>Whether delimited text begins with a row of names.</summary>
public enum HeaderRow
{
    /// <summary>It does, unless a cell of the first row is a number, a date or empty in a row with numbers.</summary>
    Detect,

    /// <summary>It does.</summary>
    Present,

    /// <summary>It does not; the columns are named column1, column2, ….</summary>
    Absent,
}
