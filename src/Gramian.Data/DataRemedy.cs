namespace Gramian.Data;

/// <summary>
/// Names what a caller can choose so that refused data are taken; a command line says which of its options that is.
/// </summary>
public enum DataRemedy
{
    /// <summary>Nothing: the data must be mended.</summary>
    None,

    /// <summary>To read numbers with a decimal comma.</summary>
    DecimalComma,

    /// <summary>To name the encoding of the text.</summary>
    Encoding,

    /// <summary>To name the spellings that mean a missing cell.</summary>
    MissingTokens,

    /// <summary>To name the type of the column.</summary>
    ColumnTypes,

    /// <summary>To choose the input columns, or to name the type of the column.</summary>
    Columns,

    /// <summary>To leave out the rows with a missing cell; see <see cref="Table.Complete"/>.</summary>
    CompleteRows,
}
