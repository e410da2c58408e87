using Gramian.Numerics;

namespace Gramian.Models.Selection;

/// <summary>Represents how well predictions agree with what was observed.</summary>
/// <param name="Rmse">The root mean squared error, in units of the target.</param>
/// <param name="Mae">The mean absolute error, in units of the target.</param>
/// <param name="R2">1 − Σ(y − μ)² / Σ(y − ȳ)²; NaN when the observations are all equal.</param>
/// <param name="Nlpd">The mean of −log N(y; μ, σ²), in nats; it depends on the unit of the target.</param>
/// <param name="Coverage95">The share of observations inside the central 95 % interval, ends included.</param>
/// <param name="Width95">The mean width of that interval, in units of the target.</param>
public readonly record struct RegressionMetrics(
    double Rmse, double Mae, double R2, double Nlpd, double Coverage95, double Width95)
{
    // Φ⁻¹(0.975)
    private const double Quantile975 = 1.9599639845400542355;
    private const double HalfLogTwoPi = 0.91893853320467274178;

    /// <summary>The names of the metrics, in the order of the fields, as they are printed.</summary>
    public static IReadOnlyList<string> Names { get; } = ["rmse", "mae", "r2", "nlpd", "coverage95", "width95"];

    /// <summary>A metric by its name.</summary>
    /// <exception cref="ArgumentException">There is no such metric.</exception>
    public double this[string name] => name switch
    {
        "rmse" => Rmse,
        "mae" => Mae,
        "r2" => R2,
        "nlpd" => Nlpd,
        "coverage95" => Coverage95,
        "width95" => Width95,
        _ => throw new ArgumentException(
            $"There is no metric '{name}'; there are {string.Join(", ", Names)}.", nameof(name)),
    };

    /// <summary>Measures predictions of one target.</summary>
    /// <param name="prediction">The predictions at m queries.</param>
    /// <param name="observed">What was observed, [m].</param>
    /// <param name="target">Which target of the prediction, from 0.</param>
    /// <exception cref="ArgumentException">
    /// The lengths differ, there is no row, or an observation is not finite.
    /// </exception>
    public static RegressionMetrics Measure(Prediction prediction, ReadOnlySpan<double> observed, int target = 0)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentOutOfRangeException.ThrowIfNegative(target);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(target, prediction.TargetCount);
        Guard.Length(observed.Length, prediction.Count, nameof(observed));
        Guard.AllFinite(observed, nameof(observed));
        return Measure(
            target == 0 ? prediction.Mean : prediction.Means.View.ColumnToArray(target),
            target == 0 ? prediction.Variance : prediction.Variances.View.ColumnToArray(target),
            observed);
    }

    /// <summary>Measures means and variances against observations.</summary>
    /// <param name="means">The predictive means, [m].</param>
    /// <param name="variances">The predictive variances of observations, [m], positive; NaN when not known.</param>
    /// <param name="observed">What was observed, [m].</param>
    /// <exception cref="ArgumentException">The lengths differ, or there is no row.</exception>
    public static RegressionMetrics Measure(
        ReadOnlySpan<double> means, ReadOnlySpan<double> variances, ReadOnlySpan<double> observed)
    {
        Guard.Length(variances.Length, means.Length, nameof(variances));
        Guard.Length(observed.Length, means.Length, nameof(observed));
        if (means.Length == 0)
        {
            throw new ArgumentException("Metrics need at least 1 row, but there is none.", nameof(means));
        }

        double count = means.Length;
        double centre = 0;
        foreach (double y in observed)
        {
            centre += y / count;
        }

        bool varies = observed.IndexOfAnyExcept(observed[0]) >= 0; // the mean of equal values may be off by a rounding
        (double squares, double absolutes, double density, double spread) = (0, 0, 0, 0);
        (double covered, double width) = (0, 0);
        for (int i = 0; i < means.Length; i++)
        {
            double error = observed[i] - means[i];
            double deviation = Math.Sqrt(variances[i]);
            squares += error * error;
            absolutes += Math.Abs(error);
            density += HalfLogTwoPi + (0.5 * Math.Log(variances[i])) + (0.5 * error * error / variances[i]);
            spread += (observed[i] - centre) * (observed[i] - centre);
            covered += double.IsNaN(deviation) ? double.NaN : Math.Abs(error) <= Quantile975 * deviation ? 1 : 0;
            width += 2 * Quantile975 * deviation;
        }

        return new RegressionMetrics(
            Math.Sqrt(squares / count),
            absolutes / count,
            varies && spread > 0 ? 1 - (squares / spread) : double.NaN,
            density / count,
            covered / count,
            width / count);
    }
}
