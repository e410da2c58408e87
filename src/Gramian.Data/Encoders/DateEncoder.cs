namespace Gramian.Data.Encoders;

/// <summary>Maps moments to days since 1970-01-01 UTC.</summary>
public static class DateEncoder
{
    /// <summary>The unit of the result.</summary>
    public const string Unit = "days since 1970-01-01 UTC";

    /// <summary>The days of each cell, NaN where missing.</summary>
    /// <param name="column">The moments.</param>
    public static double[] ToDays(DateColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        double[] days = new double[column.Rows];
        for (int row = 0; row < days.Length; row++)
        {
            long ticks = column.Ticks[row];
            days[row] = ticks == DateColumn.MissingTicks
                ? double.NaN
                : (ticks - DateTime.UnixEpoch.Ticks) / (double)TimeSpan.TicksPerDay;
        }

        return days;
    }
}
