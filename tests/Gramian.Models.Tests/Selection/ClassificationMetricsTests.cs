using Gramian.Data;
using Gramian.Models.Selection;
using Gramian.Models.Tables;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Selection;

public sealed class ClassificationMetricsTests
{
    private const double Rounding = 1e-14;
    private static readonly int[] Observed3 = [0, 2, 1, 1, 0, 2, 2, 0, 1, 2, 0, 1];
    private static readonly double[] Probabilities3 =
    [
        0.7, 0.2, 0.1, 0.1, 0.3, 0.6, 0.2, 0.5, 0.3, 0.5, 0.4, 0.1, 0.6, 0.3, 0.1, 0.3, 0.3, 0.4,
        0.25, 0.5, 0.25, 0.9, 0.05, 0.05, 0.1, 0.8, 0.1, 0.1, 0.2, 0.7, 0.4, 0.35, 0.25, 0.3, 0.4, 0.3,
    ];

    private static readonly int[] Observed2 = [0, 1, 1, 0, 1, 0, 0, 1, 1, 0];
    private static readonly double[] Probabilities2 = [0.2, 0.7, 0.7, 0.4, 0.35, 0.7, 0.1, 0.9, 0.55, 0.5];

    // The figures of scikit-learn 1.2.1: accuracy_score, balanced_accuracy_score, log_loss, roc_auc_score(ovr); the
    // others by NumPy.
    [Fact]
    public void Agrees_with_scikit_learn_on_three_classes()
    {
        ClassificationMetrics metrics = ClassificationMetrics.Measure(Three(), Observed3);
        Assert.Equal(10.0 / 12, metrics.Accuracy, Rounding);
        Assert.Equal(10.0 / 12, metrics.BalancedAccuracy, Rounding);
        Assert.Equal(0.6506758059631615, metrics.LogLoss, Rounding);
        Assert.Equal(0.3645833333333333, metrics.Brier, Rounding);
        Assert.Equal(0.9375, metrics.Auc, Rounding);
        Assert.Equal(0.33333333333333326, metrics.Ece, Rounding);
    }

    // brier_score_loss and roc_auc_score of two classes; rows of one probability count as half.
    [Fact]
    public void Agrees_with_scikit_learn_on_two_classes()
    {
        ClassificationMetrics metrics = ClassificationMetrics.Measure(Two(Probabilities2), Observed2);
        Assert.Equal(0.8, metrics.Accuracy, Rounding);
        Assert.Equal(0.8, metrics.BalancedAccuracy, Rounding);
        Assert.Equal(0.5202819204413498, metrics.LogLoss, Rounding);
        Assert.Equal(0.1765, metrics.Brier, Rounding);
        Assert.Equal(0.8, metrics.Auc, Rounding);
        Assert.Equal(0.16999999999999993, metrics.Ece, Rounding);
    }

    [Fact]
    public void A_prophet_has_the_best_of_each_and_a_liar_the_worst()
    {
        ClassificationMetrics prophet = ClassificationMetrics.Measure(
            Two([.. Observed2.Select(label => (double)label)]), Observed2);
        Assert.Equal(new ClassificationMetrics(1, 1, 0, 0, 1, 0), prophet);
        ClassificationMetrics liar = ClassificationMetrics.Measure(
            Two([.. Observed2.Select(label => 1.0 - label)]), Observed2);
        Assert.Equal((0, 0, 1, 0, 1), (liar.Accuracy, liar.BalancedAccuracy, liar.Brier, liar.Auc, liar.Ece));
        Assert.Equal(52 * Math.Log(2), liar.LogLoss, Rounding);
    }

    [Fact]
    public void Without_probabilities_only_labels_are_measured()
    {
        var labels = new ClassPrediction(Classes("a", "b"), [0, 1, 1], null);
        ClassificationMetrics metrics = ClassificationMetrics.Measure(labels, [0, 1, 0]);
        Assert.Equal(2.0 / 3, metrics.Accuracy, Rounding);
        Assert.Equal(0.75, metrics.BalancedAccuracy, Rounding);
        Assert.All(["log_loss", "brier", "auc", "ece"], name => Assert.True(double.IsNaN(metrics[name])));
    }

    // Repeating rows must be what counting them is: the bootstrap relies on it.
    [Fact]
    public void Counted_rows_are_repeated_rows()
    {
        int[] counts = [0, 2, 1, 3, 1, 0, 2, 1, 1, 0, 2, 1];
        int[] rows = [.. counts.SelectMany((count, row) => Enumerable.Repeat(row, count))];
        ClassPrediction three = Three();
        var repeated = new Matrix<double>(rows.Length, 3);
        for (int i = 0; i < rows.Length; i++)
        {
            three.Probabilities!.Row(rows[i]).CopyTo(repeated.Row(i));
        }

        ClassificationMetrics plain = ClassificationMetrics.Measure(
            new ClassPrediction(three.Classes, [.. rows.Select(row => three.Labels[row])], repeated),
            [.. rows.Select(row => Observed3[row])]);
        ClassificationMetrics counted = new ClassScores(three, Observed3).Measure(counts);
        Assert.All(ClassificationMetrics.Names, name => Assert.Equal(plain[name], counted[name], Rounding));
    }

    [Fact]
    public void Intervals_hold_the_truth_as_often_as_they_promise()
    {
        // Labels are right with probability 0.8: a 95 % interval for the accuracy misses it about once in twenty times.
        int held = 0;
        for (ulong trial = 0; trial < 100; trial++)
        {
            var random = new RandomStream(trial, 7);
            int[] observed = [.. Enumerable.Range(0, 200).Select(i => i % 2)];
            int[] labels = [.. observed.Select(label => random.NextDouble() < 0.8 ? label : 1 - label)];
            ClassificationReport report = ClassificationReport.Make(
                new ClassPrediction(Classes("a", "b"), labels, null), observed, new RandomStream(trial), 200);
            (double lower, double upper) = report.Intervals["accuracy"];
            held += lower <= 0.8 && 0.8 <= upper ? 1 : 0;
        }

        Assert.InRange(held, 85, 100);
    }

    [Fact]
    public void The_interval_of_a_calibration_error_holds_it()
    {
        // Perfectly calibrated in each of four bins, so that hardly a resample is not worse.
        double[] one = [.. Enumerable.Range(0, 160).Select(i => 0.6 + (0.1 * (i / 40)))];
        int[] observed = [.. one.Select((p, i) => i % 40 < Math.Round(40 * p) ? 1 : 0)];
        ClassificationReport report = ClassificationReport.Make(Two(one), observed, new RandomStream(1));
        Assert.Equal(0, report.Metrics.Ece, 1e-12);
        Assert.InRange(report.Metrics.Ece, report.Intervals["ece"].Lower, report.Intervals["ece"].Upper);
        Assert.InRange(report.Intervals["ece"].Upper, 0.05, 0.25);
    }

    [Fact]
    public void Confusion_counts_observed_by_row_and_predicted_by_column()
    {
        ClassificationReport report = ClassificationReport.Make(Three(), Observed3, new RandomStream(1));
        Assert.Equal([4, 0, 0], report.Confusion[0]);
        Assert.Equal([1, 3, 0], report.Confusion[1]);
        Assert.Equal([0, 1, 3], report.Confusion[2]);
    }

    [Fact]
    public void Refuses_what_cannot_be_measured()
    {
        Assert.ThrowsAny<ArgumentException>(() => ClassificationMetrics.Measure(Three(), Observed3[1..]));
        Assert.ThrowsAny<ArgumentException>(() => ClassificationMetrics.Measure(
            new ClassPrediction(Classes("a", "b"), [], null), []));
        Assert.ThrowsAny<ArgumentException>(() => ClassificationMetrics.Measure(
            new ClassPrediction(Classes("a", "b"), [0], null), [2]));
        Assert.Throws<ArgumentException>(() => default(ClassificationMetrics)["rmse"]);
    }

    [Fact]
    public void A_comparison_puts_the_smaller_log_loss_first_and_pairs_the_rows()
    {
        ClassPrediction good = Two(Probabilities2);
        ClassPrediction flat = Two([.. Probabilities2.Select(p => 0.5 + (0.1 * (p - 0.5)))]);
        ClassifierComparison comparison = ClassifierComparison.Of([("flat", flat), ("good", good)], Observed2);
        Assert.Equal(["good", "flat"], comparison.Models.Select(model => model.Name));
        Assert.Equal(0, comparison.Models[0].LogLossExcess.Mean);
        Assert.Equal(
            comparison.Models[1].Report.Metrics.LogLoss - comparison.Models[0].Report.Metrics.LogLoss,
            comparison.Models[1].LogLossExcess.Mean, Rounding);
        Assert.Equal(new PairedDifference(0, 0, 0), comparison.Models[1].ErrorExcess);
    }

    private static TargetClasses Classes(params string[] names) => new(names, ColumnType.Category);

    private static ClassPrediction Three() => ClassPrediction.Of(
        Classes("a", "b", "c"), [0, 1, 2], null, Matrix<double>.FromRowMajor(12, 3, Probabilities3));

    private static ClassPrediction Two(double[] second) => ClassPrediction.Of(
        Classes("no", "yes"), [1, 0], null,
        Matrix<double>.FromRowMajor(second.Length, 2, [.. second.SelectMany(p => new[] { p, 1 - p })]));
}
