using Gramian.Data;
using Gramian.Data.Encoders;
using Gramian.Numerics;

namespace Gramian.Models.Tables;

/// <summary>
/// Represents the encoding of a category: one feature of 0 and 1 per level, and one for absence if needed.
/// </summary>
public sealed record CategoryEncoding : ColumnEncoding
{
    /// <summary>Makes the encoding from its state.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="unit">Its unit, or null.</param>
    /// <param name="encoder">The levels.</param>
    /// <param name="indicator">Whether cells were missing in training, so that absence is a feature.</param>
    public CategoryEncoding(string name, string? unit, OneHotEncoder encoder, bool indicator)
        : base(name, unit, ColumnType.Category)
    {
        (Encoder, Indicator) = (encoder, indicator);
        bool constant = encoder.Levels.Count + encoder.RareLevels.Count <= 1 && !indicator;
        Features = constant
            ? []
            :
            [
                .. encoder.Levels.Select(level => new Feature($"{name}={level}", null, name, 0, 1)),
                .. indicator ? [new Feature($"{name} is missing", null, name, 0, 1)] : Array.Empty<Feature>(),
            ];
    }

    /// <summary>The levels and their features.</summary>
    public OneHotEncoder Encoder { get; }

    /// <summary>Whether absence is a feature.</summary>
    public bool Indicator { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Feature> Features { get; }

    /// <inheritdoc/>
    public bool Equals(CategoryEncoding? other) =>
        base.Equals(other) && Encoder == other.Encoder && Indicator == other.Indicator;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Encoder, Indicator);

    internal static CategoryEncoding Fit(CategoryColumn column, int levelLimit) =>
        new(column.Name, column.Unit, OneHotEncoder.Fit(column, levelLimit), column.MissingCount > 0);

    internal override void Encode(
        Column column, MatrixView<double> destination, MissingValues missing, EncodingNotes notes)
    {
        for (int row = 0; row < column.Rows; row++)
        {
            Span<double> line = destination.Row(row);
            line.Clear();
            if (column.IsMissing(row))
            {
                NoteMissing(column, row, missing, notes);
                if (Indicator && !line.IsEmpty)
                {
                    line[^1] = 1;
                }

                continue;
            }

            int feature = Encoder.IndexOf(column.Format(row), out bool seen);
            if (!seen)
            {
                notes.AddUnseen(Name);
            }

            if (feature >= 0 && !line.IsEmpty)
            {
                line[feature] = 1;
            }
        }
    }
}
