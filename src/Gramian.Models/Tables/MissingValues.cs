namespace Gramian.Models.Tables;

/// <summary>What is done about missing cells of inputs. A missing target is always refused.</summary>
public enum MissingValues
{
    /// <summary>
    /// Numbers and dates get the median of the training rows, and a feature that marks absence if cells were missing
    /// there; a missing category is 0 for every level.
    /// </summary>
    Impute,

    /// <summary>A missing cell is an error that names its row and column.</summary>
    Refuse,
}
