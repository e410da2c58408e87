using System.Xml.Linq;
using Gramian.Data;
using Gramian.Models;
using Gramian.Models.Selection;
using Gramian.Models.Tables;
using Gramian.Numerics;
using Gramian.Reports.Plots;

namespace Gramian.Reports.Tests;

public sealed class ClassifierReportTests
{
    private static readonly string[] Hostile =
        ["<script>alert(1)</script>", "=cmd|' /C calc'!A0", "\uD800 lone\u0000", "</title></svg><img src=x>", "🙂"];

    [Fact]
    public void Shows_everything_of_a_model_of_two_columns()
    {
        ClassifierReportData data = Fitted("petal_length", "petal_width");
        string page = ClassifierReport.Render(data);
        string[] titles = [.. Parse(page).Descendants("h3").Select(heading => heading.Value)];
        Assert.Equal(
            ["Confusion matrix", "ROC", "Precision and recall", "Detection error trade-off", "Calibration",
                "Rows by probability", "Margin", "Decision boundary", "Choice of C and lengthscale", "Class balance",
                "Support vectors"],
            titles);
        Assert.InRange(page.Length, 30_000, 400_000);
        Assert.Equal(page, ClassifierReport.Render(data));
        Assert.DoesNotContain("href=\"http", page, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("GRAMIAN_KEEP_REPORTS") is { Length: > 0 } folder)
        {
            ClassifierReport.Write(Path.Combine(folder, "classes.html"), data);
        }
    }

    [Fact]
    public void Has_no_boundary_with_four_columns()
    {
        ClassifierReportData data = Fitted("petal_length", "petal_width", "sepal_length", "sepal_width");
        Assert.Null(data.Boundary);
        Assert.Equal([50, 50, 50], data.ClassRows);
        Assert.Equal(3, data.SupportVectors.Count);
    }

    [Fact]
    public void Keeps_hostile_names_harmless()
    {
        ClassSet set = Set(Hostile, rows: 60);
        string page = ClassifierReport.Render(new ClassifierReportData
        {
            DataName = Hostile[0],
            Target = Hostile[1],
            Classes = Hostile,
            Model = Hostile[3],
            Rows = 60,
            Inputs = 2,
            Predictions = set,
            ClassRows = set.Counts,
        });
        string[] elements = [.. Parse(page).Descendants().Select(element => element.Name.LocalName).Distinct()];
        Assert.DoesNotContain("script", elements);
        Assert.DoesNotContain("img", elements);
    }

    // The area under the drawn curve is the metric that is printed beside it.
    [Fact]
    public void The_areas_of_the_curves_are_the_metric()
    {
        ClassSet set = Set(["a", "b", "c"], rows: 200);
        double mean = set.Drawn.Average(place => ScoreCurve.Of(set, place).Area);
        var prediction = new ClassPrediction(
            new TargetClasses(set.Names, ColumnType.Category), [.. set.Predicted], set.Probabilities);
        Assert.Equal(ClassificationMetrics.Measure(prediction, [.. set.Observed]).Auc, mean, 1e-12);
        ScoreCurve curve = ScoreCurve.Of(set, 1);
        Assert.Equal((1, 1), (curve.TrueRate[^1], curve.FalseRate[^1]));
        Assert.Equal(set.Counts[1] / 200.0, curve.Precision[^1], 1e-12);
    }

    [Fact]
    public void Two_classes_have_a_curve_of_thresholds()
    {
        // By falling probability the rows are right, right, wrong, right, and two of one probability.
        double[] positive = [0.9, 0.8, 0.7, 0.6, 0.2, 0.2];
        int[] observed = [1, 1, 0, 1, 0, 1];
        var probabilities = new Matrix<double>(6, 2);
        for (int i = 0; i < 6; i++)
        {
            (probabilities[i, 0], probabilities[i, 1]) = (1 - positive[i], positive[i]);
        }

        ReportFigure figure = ScoreCurves.Thresholds(
            new ClassSet(["no", "yes"], observed, [1, 1, 1, 1, 0, 0], probabilities));
        string[] Column(string name) => [.. figure.Data.Columns.Single(column => column.Name == name).Cells];
        Assert.Equal(["0.9", "0.8", "0.7", "0.6", "0.2"], Column("threshold"));
        Assert.Equal(["1", "1", "0.6666667", "0.75", "0.6666667"], Column("precision"));
        Assert.Equal(["0.25", "0.5", "0.5", "0.75", "1"], Column("recall"));
        Assert.Equal(["0.4", "0.6666667", "0.5714286", "0.75", "0.8"], Column("F1"));
        Assert.Equal(["0.1666667", "0.3333333", "0.5", "0.6666667", "1"], Column("share of alarms"));
        Assert.Contains("0.8, at 0.2", figure.Caption, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ScoreCurves.Thresholds(Set(["a", "b", "c"], 9)));
        string page = ClassifierReport.Render(new ClassifierReportData
        {
            DataName = "d",
            Target = "t",
            Classes = ["no", "yes"],
            Model = "m",
            Rows = 6,
            Inputs = 1,
            Predictions = new ClassSet(["no", "yes"], observed, [1, 1, 1, 1, 0, 0], probabilities),
        });
        Assert.Contains("Thresholds", Parse(page).Descendants("h3").Select(heading => heading.Value));
    }

    [Fact]
    public void A_class_that_was_not_observed_has_no_curve()
    {
        ClassSet set = Set(["a", "b", "c"], rows: 30);
        var fresh = new ClassSet(
            set.Names, [.. Enumerable.Range(0, 30).Select(i => i % 2)], set.Predicted, set.Probabilities);
        Assert.Equal([0, 1], fresh.Drawn);
        var one = new ClassSet(set.Names, [.. Enumerable.Repeat(0, 30)], set.Predicted, set.Probabilities);
        Assert.Empty(one.Drawn);
        Assert.NotEmpty(ClassifierReport.Render(new ClassifierReportData
        {
            DataName = "d",
            Target = "t",
            Classes = set.Names,
            Model = "m",
            Rows = 30,
            Inputs = 1,
            Predictions = one,
        }));
    }

    private static ClassSet Set(string[] names, int rows)
    {
        int k = names.Length;
        var probabilities = new Matrix<double>(rows, k);
        int[] observed = [.. Enumerable.Range(0, rows).Select(i => i % k)];
        int[] predicted = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            double[] scores = [.. Enumerable.Range(0, k)
                .Select(c => 1.0 + (c == observed[i] ? 1.5 : 0) + (i * (c + 3) * 7 % 11 / 4.0))];
            for (int c = 0; c < k; c++)
            {
                probabilities[i, c] = scores[c] / scores.Sum();
            }

            predicted[i] = Array.IndexOf(scores, scores.Max());
        }

        return new ClassSet(names, observed, predicted, probabilities);
    }

    private static ClassifierReportData Fitted(params string[] columns)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "../../../../data/iris.csv");
        Table table = Table.Read(path);
        TableClassifier model = TableClassifier.Fit(
            table, "species", new FitOptions { Columns = columns, Model = ModelKind.SupportVectors });
        return ClassifierReportData.From(model, new ReportOrigin("iris.csv") { ModelFile = "iris.gram" }, table);
    }

    private static XDocument Parse(string page) =>
        XDocument.Parse(page.Replace("<!DOCTYPE html>\n", "", StringComparison.Ordinal));
}
