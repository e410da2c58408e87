using System.Globalization;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Selection;

/// <summary>Represents metrics with confidence intervals by the bootstrap over rows. Immutable.</summary>
[Paper("efron1993bootstrap", Where = "chapter 13")]
public sealed class MetricReport
{
    /// <summary>The number of resamples when none is given.</summary>
    public const int DefaultResamples = 1000;

    private MetricReport(
        int rows, RegressionMetrics metrics, IReadOnlyDictionary<string, (double, double)> intervals) =>
        (Rows, Metrics, Intervals) = (rows, metrics, intervals);

    /// <summary>The number of rows that were predicted.</summary>
    public int Rows { get; }

    /// <summary>The metrics over all rows.</summary>
    public RegressionMetrics Metrics { get; }

    /// <summary>
    /// The 95 % percentile intervals by name, widened to the metric where they do not hold it; NaN ends where a metric
    /// is not defined.
    /// </summary>
    public IReadOnlyDictionary<string, (double Lower, double Upper)> Intervals { get; }

    /// <summary>Measures predictions of one target and how uncertain the measures are.</summary>
    /// <param name="prediction">The predictions at m queries.</param>
    /// <param name="observed">What was observed, [m].</param>
    /// <param name="random">The source of the resampled rows.</param>
    /// <param name="resamples">The number of resamples, at least 20.</param>
    /// <param name="target">Which target of the prediction, from 0.</param>
    /// <exception cref="ArgumentException">
    /// The lengths differ, there is no row, or an observation is not finite.
    /// </exception>
    public static MetricReport Make(
        Prediction prediction,
        ReadOnlySpan<double> observed,
        RandomStream random,
        int resamples = DefaultResamples,
        int target = 0)
    {
        ArgumentNullException.ThrowIfNull(random);
        Guard.AtLeast(resamples, 20);
        RegressionMetrics metrics = RegressionMetrics.Measure(prediction, observed, target);
        double[] means = prediction.Means.View.ColumnToArray(target);
        double[] variances = prediction.Variances.View.ColumnToArray(target);
        var draws = new RegressionMetrics[resamples];
        int m = means.Length;
        (double[] mean, double[] variance, double[] y) = (new double[m], new double[m], new double[m]);
        for (int b = 0; b < resamples; b++)
        {
            for (int i = 0; i < m; i++)
            {
                int row = random.NextInt(m);
                (mean[i], variance[i], y[i]) = (means[row], variances[row], observed[row]);
            }

            draws[b] = RegressionMetrics.Measure(mean, variance, y);
        }

        var intervals = new Dictionary<string, (double, double)>();
        foreach (string name in RegressionMetrics.Names)
        {
            intervals[name] = Bootstrap.IntervalAbout(metrics[name], [.. draws.Select(draw => draw[name])]);
        }

        return new MetricReport(m, metrics, intervals);
    }

    /// <summary>One metric per line with its interval.</summary>
    public override string ToString() => string.Join('\n', RegressionMetrics.Names.Select(name => string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-10} {Metrics[name]:G5} [{Intervals[name].Lower:G5}, {Intervals[name].Upper:G5}]")));
}
