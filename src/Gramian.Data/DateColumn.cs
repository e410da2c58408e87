using System.Globalization;

namespace Gramian.Data;

/// <summary>Represents a column of moments in UTC, to 100 ns.</summary>
public sealed class DateColumn : Column
{
    /// <summary>What stands for a missing cell in <see cref="Ticks"/>.</summary>
    public const long MissingTicks = long.MinValue;

    private readonly long[] ticks;

    /// <summary>Makes a column.</summary>
    /// <param name="name">The name.</param>
    /// <param name="ticks">UTC ticks of 100 ns since 0001-01-01, <see cref="MissingTicks"/> for missing;
    /// borrowed.</param>
    /// <param name="unit">The unit, or null.</param>
    /// <exception cref="ArgumentException">A value is not a moment between the years 1 and 9999.</exception>
    public DateColumn(string name, long[] ticks, string? unit = null)
        : base(name, unit, (ticks ?? throw new ArgumentNullException(nameof(ticks))).Length)
    {
        foreach (long tick in ticks)
        {
            if (tick != MissingTicks && (tick < 0 || tick > DateTime.MaxValue.Ticks))
            {
                throw new ArgumentException(
                    $"The ticks of column '{name}' must lie between the years 1 and 9999, but one was {tick}.",
                    nameof(ticks));
            }
        }

        this.ticks = ticks;
    }

    /// <inheritdoc/>
    public override ColumnType Type => ColumnType.Date;

    /// <summary>UTC ticks of 100 ns since 0001-01-01, <see cref="MissingTicks"/> where missing.</summary>
    public ReadOnlySpan<long> Ticks => ticks;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => ticks[row] == MissingTicks;

    /// <inheritdoc/>
    public override string Format(int row)
    {
        if (IsMissing(row))
        {
            return "";
        }

        var moment = new DateTime(ticks[row], DateTimeKind.Utc);
        return moment.TimeOfDay == TimeSpan.Zero
            ? moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : moment.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public override Column Select(ReadOnlySpan<int> rows) => new DateColumn(Name, Gather(Ticks, rows), Unit);

    /// <inheritdoc/>
    public override Column Rename(string name, string? unit) => new DateColumn(name, ticks, unit);
}
