using Gramian.Numerics;
using Gramian.Numerics.Functions;

namespace Gramian.Reports.Plots;

/// <summary>Represents predictions of known targets by a model that had not seen them.</summary>
/// <remarks>Rows in which the target or the prediction is not finite are left out of every plot and counted.</remarks>
public sealed class PredictionSet
{
    private readonly int[] rows;

    /// <summary>Pairs targets with predictions.</summary>
    /// <param name="actual">The targets, [n]; borrowed.</param>
    /// <param name="predicted">The predictive means, [n]; borrowed.</param>
    /// <param name="standardDeviation">The predictive standard deviations, [n], with noise; empty when there are
    /// none.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public PredictionSet(
        IReadOnlyList<double> actual, IReadOnlyList<double> predicted, IReadOnlyList<double> standardDeviation)
    {
        Guard.Length(predicted.Count, actual.Count, nameof(predicted));
        HasDeviations = standardDeviation.Count > 0;
        if (HasDeviations)
        {
            Guard.Length(standardDeviation.Count, actual.Count, nameof(standardDeviation));
        }

        rows = [.. Enumerable.Range(0, actual.Count)
            .Where(i => double.IsFinite(actual[i]) && double.IsFinite(predicted[i])
            && (!HasDeviations || (double.IsFinite(standardDeviation[i]) && standardDeviation[i] > 0)))];
        LeftOut = actual.Count - rows.Length;
        Actual = [.. rows.Select(i => actual[i])];
        Predicted = [.. rows.Select(i => predicted[i])];
        StandardDeviation = HasDeviations ? [.. rows.Select(i => standardDeviation[i])] : [];
    }

    /// <summary>Whether the model gives standard deviations.</summary>
    public bool HasDeviations { get; }

    /// <summary>The number of rows that can be drawn.</summary>
    public int Count => rows.Length;

    /// <summary>The number of rows that could not be drawn because a value is not finite.</summary>
    public int LeftOut { get; }

    /// <summary>The targets, [n].</summary>
    public double[] Actual { get; }

    /// <summary>The predictive means, [n].</summary>
    public double[] Predicted { get; }

    /// <summary>The predictive standard deviations, [n]; empty when there are none.</summary>
    public double[] StandardDeviation { get; }

    /// <summary>The row numbers of the table, counted from 1, [n].</summary>
    public double[] RowNumbers => [.. rows.Select(i => i + 1.0)];

    /// <summary>Target minus prediction, [n].</summary>
    public double[] Residuals => [.. Actual.Zip(Predicted, (actual, predicted) => actual - predicted)];

    /// <summary>Residuals over standard deviations, [n]; empty when there are none.</summary>
    public double[] Standardised =>
        [.. Residuals.Zip(StandardDeviation, (residual, deviation) => residual / deviation)];

    /// <summary>The probability that the model gave to values below the target, Φ(z), [n].</summary>
    public double[] ProbabilityTransform => [.. Standardised.Select(SpecialFunctions.NormalCdf)];

    /// <summary>The end of the normal interval of the given level, above (+1) or below (−1) the mean, [n].</summary>
    public double[] IntervalEnd(double level, int side)
    {
        double z = side * SpecialFunctions.NormalQuantile((1 + Guard.InRange(level, 0, 1)) / 2);
        return [.. Predicted.Zip(StandardDeviation, (mean, deviation) => mean + (z * deviation))];
    }
}
