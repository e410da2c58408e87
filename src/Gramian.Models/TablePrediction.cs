using Gramian.Data;
using Gramian.Models.Tables;

namespace Gramian.Models;

/// <summary>Represents predictions for the rows of a table, in their order and in the unit of the target.</summary>
/// <param name="Prediction">Means and variances.</param>
/// <param name="Source">The table whose rows were predicted.</param>
/// <param name="Notes">What had to be decided about that table.</param>
public sealed record TablePrediction(Prediction Prediction, Table Source, EncodingNotes Notes)
{
    /// <summary>
    /// Makes the table that is written out: kept columns, then prediction, standard_deviation, lower, upper.
    /// </summary>
    /// <param name="interval">The probability of the central interval, in (0, 1).</param>
    /// <param name="kind">Whether the interval is for new observations or for the function behind them.</param>
    /// <param name="keep">The names of columns of the source to copy; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in (0, 1).</exception>
    /// <exception cref="DataException">A kept column does not exist or has a name that is needed.</exception>
    /// <exception cref="InvalidOperationException">The function's interval is asked of a model that knows
    /// none.</exception>
    public Table ToTable(
        double interval = 0.95, IntervalKind kind = IntervalKind.Observation, IReadOnlyList<string>? keep = null)
    {
        (double[] lower, double[] upper) = kind == IntervalKind.Latent
            ? Prediction.LatentInterval(interval)
            : Prediction.Interval(interval);
        double[] deviation = kind == IntervalKind.Latent
            ? Array.ConvertAll(Prediction.LatentVariance!, Math.Sqrt)
            : Prediction.StandardDeviation;
        Column[] made =
        [
            new NumberColumn("prediction", Prediction.Mean),
            new NumberColumn("standard_deviation", deviation),
            new NumberColumn("lower", lower),
            new NumberColumn("upper", upper),
        ];
        return Beside(Source, keep, made);
    }

    /// <summary>Kept columns of a table, then what was made of its rows.</summary>
    internal static Table Beside(Table source, IReadOnlyList<string>? keep, IReadOnlyList<Column> made)
    {
        Column[] kept = [.. (keep ?? []).Select(name => source[name])];
        string? twice = kept.Concat(made).GroupBy(c => c.Name).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null
            ? new Table([.. kept, .. made], source.Source)
            : throw DataException.At("a kept column has the name of another column of the output", source.Source, null,
                twice);
    }
}
