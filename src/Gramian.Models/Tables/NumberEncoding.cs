using Gramian.Data;
using Gramian.Data.Encoders;
using Gramian.Numerics;

namespace Gramian.Models.Tables;

/// <summary>
/// Represents the encoding of numbers and dates: missing cells get the median, then (x − mean) / scale.
/// </summary>
/// <remarks>Dates count as days since 1970-01-01 UTC. A column that is constant in training gives no feature.</remarks>
public sealed record NumberEncoding : ColumnEncoding
{
    /// <summary>Makes the encoding from its state.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="unit">Its unit, or null.</param>
    /// <param name="type">Number or date.</param>
    /// <param name="imputer">The replacement of missing cells.</param>
    /// <param name="standardizer">The map of the numbers.</param>
    /// <param name="constant">Whether the column was the same in every training row.</param>
    /// <exception cref="ArgumentException">The type is neither number nor date.</exception>
    public NumberEncoding(
        string name, string? unit, ColumnType type, MedianImputer imputer, Standardizer standardizer, bool constant)
        : base(name, unit, type)
    {
        if (type is not (ColumnType.Number or ColumnType.Date))
        {
            throw new ArgumentException($"The type must be number or date, but it was {type}.", nameof(type));
        }

        (Imputer, Standardizer, Constant) = (imputer, standardizer, constant);
        string? shown = type == ColumnType.Date ? DateEncoder.Unit : unit;
        var value = new Feature(name, shown, name, standardizer.Mean, standardizer.Scale);
        var mark = new Feature($"{name} is missing", null, name, 0, 1);
        Features = [.. constant ? Array.Empty<Feature>() : [value], .. imputer.Indicator ? [mark]
            : Array.Empty<Feature>()];
    }

    /// <summary>The replacement of missing cells.</summary>
    public MedianImputer Imputer { get; }

    /// <summary>The map of the numbers.</summary>
    public Standardizer Standardizer { get; }

    /// <summary>Whether the column was the same in every training row, so that its value is left out.</summary>
    public bool Constant { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Feature> Features { get; }

    /// <inheritdoc/>
    public bool Equals(NumberEncoding? other) => base.Equals(other) && Imputer == other.Imputer
        && Standardizer == other.Standardizer && Constant == other.Constant;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Imputer, Standardizer, Constant);

    internal static NumberEncoding Fit(Column column)
    {
        double[] values = Values(column);
        MedianImputer imputer = MedianImputer.Fit(values);
        double[] complete = Array.ConvertAll(values, imputer.Apply);
        bool constant = complete.AsSpan().IndexOfAnyExcept(complete[0]) < 0;
        bool absent = column.MissingCount == column.Rows;
        return new NumberEncoding(column.Name, column.Unit, column.Type,
            absent ? new MedianImputer(0, indicator: false) : imputer, Standardizer.Fit(complete), constant);
    }

    internal override void Encode(
        Column column, MatrixView<double> destination, MissingValues missing, EncodingNotes notes)
    {
        double[] values = Values(column);
        for (int row = 0; row < values.Length; row++)
        {
            bool absent = double.IsNaN(values[row]);
            if (absent)
            {
                NoteMissing(column, row, missing, notes);
            }

            int feature = 0;
            Span<double> line = destination.Row(row);
            if (!Constant)
            {
                line[feature++] = Checked(Standardizer.Apply(Imputer.Apply(values[row])), values[row], row);
            }

            if (Imputer.Indicator)
            {
                line[feature] = absent ? 1 : 0;
            }
        }
    }

    private double Checked(double standardized, double value, int row) => double.IsFinite(standardized)
        ? standardized
        : throw DataException.At(FormattableString.Invariant(
            $"row {row + 1} holds {value}, which is too far from the training rows to be compared with them"),
            null, null, Name);

    // The cells as numbers; a column without a single cell is missing whatever type it was read as.
    private static double[] Values(Column column)
    {
        switch (column)
        {
            case NumberColumn numbers:
                return numbers.Values.ToArray();
            case DateColumn dates:
                return DateEncoder.ToDays(dates);
            default:
                double[] missing = new double[column.Rows];
                Array.Fill(missing, double.NaN);
                return missing;
        }
    }
}
