using System.Globalization;
using Gramian.Models.Tables;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Selection;

/// <summary>
/// Represents the metrics of a classification with confidence intervals by the bootstrap over rows, and the confusion
/// of its classes. Immutable.
/// </summary>
[Paper("efron1993bootstrap", Where = "chapter 13")]
public sealed class ClassificationReport
{
    private ClassificationReport(
        TargetClasses classes, int rows, ClassificationMetrics metrics,
        IReadOnlyDictionary<string, (double, double)> intervals, IReadOnlyList<IReadOnlyList<int>> confusion) =>
        (Classes, Rows, Metrics, Intervals, Confusion) = (classes, rows, metrics, intervals, confusion);

    /// <summary>The classes.</summary>
    public TargetClasses Classes { get; }

    /// <summary>The number of rows that were predicted.</summary>
    public int Rows { get; }

    /// <summary>The metrics over all rows.</summary>
    public ClassificationMetrics Metrics { get; }

    /// <summary>
    /// The 95 % percentile intervals by name, widened to the metric where they do not hold it; NaN ends where a metric
    /// is not defined.
    /// </summary>
    public IReadOnlyDictionary<string, (double Lower, double Upper)> Intervals { get; }

    /// <summary>How many rows of each observed class (the outer list) were predicted as each class.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Confusion { get; }

    /// <summary>Measures predictions and how uncertain the measures are.</summary>
    /// <param name="prediction">The predictions of m rows.</param>
    /// <param name="observed">The place of the observed class of each row, [m].</param>
    /// <param name="random">The source of the resampled rows.</param>
    /// <param name="resamples">The number of resamples, at least 20.</param>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, or a place is no class.</exception>
    public static ClassificationReport Make(
        ClassPrediction prediction,
        ReadOnlySpan<int> observed,
        RandomStream random,
        int resamples = MetricReport.DefaultResamples)
    {
        ArgumentNullException.ThrowIfNull(random);
        Guard.AtLeast(resamples, 20);
        ClassificationMetrics metrics = ClassificationMetrics.Measure(prediction, observed);
        var scores = new ClassScores(prediction, observed);
        var draws = new ClassificationMetrics[resamples];
        int[] counts = new int[observed.Length];
        for (int b = 0; b < resamples; b++)
        {
            Array.Clear(counts);
            for (int i = 0; i < counts.Length; i++)
            {
                counts[random.NextInt(counts.Length)]++;
            }

            draws[b] = scores.Measure(counts);
        }

        var intervals = new Dictionary<string, (double, double)>();
        foreach (string name in ClassificationMetrics.Names)
        {
            intervals[name] = Bootstrap.IntervalAbout(metrics[name], [.. draws.Select(draw => draw[name])]);
        }

        int k = prediction.Classes.Count;
        int[][] confusion = [.. Enumerable.Range(0, k).Select(_ => new int[k])];
        for (int i = 0; i < observed.Length; i++)
        {
            confusion[observed[i]][prediction.Labels[i]]++;
        }

        return new ClassificationReport(prediction.Classes, observed.Length, metrics, intervals, confusion);
    }

    /// <summary>One metric per line with its interval.</summary>
    public override string ToString() => string.Join('\n', ClassificationMetrics.Names.Select(name => string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-18} {Metrics[name]:G5} [{Intervals[name].Lower:G5}, {Intervals[name].Upper:G5}]")));
}
