using Gramian.Models.Selection;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Selection;

public sealed class RegressionMetricsTests
{
    [Fact]
    public void Metrics_of_a_small_example_are_those_by_hand()
    {
        RegressionMetrics metrics = RegressionMetrics.Measure([1, 2, 3], [1, 4, 0.25], [1, 4, 2]);
        Assert.Equal(Math.Sqrt(5.0 / 3), metrics.Rmse, 1e-15);
        Assert.Equal(1, metrics.Mae, 1e-15);
        Assert.Equal(1 - (5 / (56.0 / 12)), metrics.R2, 1e-15);

        // ½ log 2π + (½ log 1 + ½ log 4 + ½ log ¼)/3 + (0 + ½ + 2)/3
        Assert.Equal(0.91893853320467274 + (2.5 / 3), metrics.Nlpd, 1e-15);
        Assert.Equal(2.0 / 3, metrics.Coverage95, 1e-15);
        Assert.Equal(2 * 1.959963984540054 * 3.5 / 3, metrics.Width95, 1e-14);
        Assert.Equal(metrics.Nlpd, metrics["nlpd"]);
    }

    [Fact]
    public void Coverage_counts_to_the_ends_of_the_95_percent_interval()
    {
        double[] observed = [1.959, -1.959, 1.961, -1.961];
        Assert.Equal(0.5, RegressionMetrics.Measure([0, 0, 0, 0], [1, 1, 1, 1], observed).Coverage95);
    }

    [Fact]
    public void R2_of_equal_observations_is_not_a_number() =>
        Assert.True(double.IsNaN(RegressionMetrics.Measure([1, 2], [1, 1], [3, 3]).R2));

    [Fact]
    public void Refuses_an_unknown_name_no_row_and_other_lengths()
    {
        Assert.Throws<ArgumentException>(() => default(RegressionMetrics)["mse"]);
        Assert.Throws<ArgumentException>(() => RegressionMetrics.Measure([], [], []));
        Assert.Throws<ArgumentException>(() => RegressionMetrics.Measure([1], [1], [1, 2]));
    }

    [Fact]
    public void Equal_observations_have_no_share_of_variance_whatever_their_mean_rounds_to()
    {
        // The mean of ten 0.1 is not 0.1 in floating point: a spread of 1e-33 would make R² −10³³.
        double[] ones = [.. Enumerable.Repeat(1.0, 10)], tenths = [.. Enumerable.Repeat(0.1, 10)];
        RegressionMetrics metrics = RegressionMetrics.Measure(ones, ones, tenths);
        Assert.True(double.IsNaN(metrics.R2));
        Assert.True(double.IsFinite(RegressionMetrics.Measure([1, 2], [1, 1], [0.1, 0.2]).R2));
    }

    [Fact]
    public void The_interval_of_a_figure_holds_it()
    {
        // The mean of what was observed has the largest R² that a constant can have, so no resample reaches it.
        double[] observed = [.. Enumerable.Range(0, 50).Select(i => Math.Sin(i))];
        var means = Matrix<double>.FromRowMajor(50, 1, [.. Enumerable.Repeat(observed.Average(), 50)]);
        var variances = Matrix<double>.FromRowMajor(50, 1, [.. Enumerable.Repeat(0.5, 50)]);
        MetricReport report = MetricReport.Make(new Prediction(means, variances), observed, new RandomStream(1));
        foreach (string name in RegressionMetrics.Names)
        {
            Assert.InRange(report.Metrics[name], report.Intervals[name].Lower, report.Intervals[name].Upper);
        }
    }

    [Fact]
    public void Bootstrap_intervals_contain_the_truth_of_a_known_law()
    {
        const int Rows = 400;
        var random = new RandomStream(4);
        var means = new Matrix<double>(Rows, 1);
        var variances = new Matrix<double>(Rows, 1);
        var observed = new double[Rows];
        for (int i = 0; i < Rows; i++)
        {
            (variances[i, 0], observed[i]) = (4, 2 * random.NextNormal());
        }

        MetricReport report = MetricReport.Make(new Prediction(means, variances), observed, new RandomStream(1));
        (double lower, double upper) = report.Intervals["rmse"];
        Assert.InRange(2, lower, upper);

        // The standard error of a root mean square of 400 normals of deviation 2 is 2 / √800.
        Assert.InRange(upper - lower, 3 * 2 / Math.Sqrt(800), 5 * 2 / Math.Sqrt(800));
        Assert.Equal(RegressionMetrics.Names, report.Intervals.Keys);
    }
}
