using Gramian.Data;
using Gramian.Numerics;

namespace Gramian.Models.Tables;

/// <summary>
/// Represents how one column of a table becomes features, with everything learnt from the training rows.
/// </summary>
/// <param name="Name">The name of the column.</param>
/// <param name="Unit">Its unit, or null.</param>
/// <param name="Type">Its type.</param>
public abstract record ColumnEncoding(string Name, string? Unit, ColumnType Type)
{
    /// <summary>The features, in order; none when the column was the same in every training row.</summary>
    public abstract IReadOnlyList<Feature> Features { get; }

    /// <summary>Writes the features of all rows.</summary>
    /// <param name="column">A column of the encoding's type.</param>
    /// <param name="destination">[rows, number of features]; every element is written.</param>
    /// <param name="missing">What to do about missing cells.</param>
    /// <param name="notes">Receives counts.</param>
    internal abstract void Encode(
        Column column, MatrixView<double> destination, MissingValues missing, EncodingNotes notes);

    private protected void NoteMissing(Column column, int row, MissingValues missing, EncodingNotes notes)
    {
        if (missing == MissingValues.Refuse)
        {
            throw DataException.At(
                FormattableString.Invariant($"row {row + 1} is missing, and missing cells were to be refused"),
                null, null, column.Name);
        }

        notes.AddImputed(column.Name);
    }
}
