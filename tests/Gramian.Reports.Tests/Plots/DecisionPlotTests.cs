using System.Globalization;
using Gramian.Data;
using Gramian.Models;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Reports.Plots;

namespace Gramian.Reports.Tests.Plots;

public sealed class DecisionPlotTests
{
    [Fact]
    public void Every_row_is_in_one_bin_of_its_class_and_the_margin_is_an_edge()
    {
        double[] values = [.. Enumerable.Range(0, 400).Select(i => 3 * Math.Sin(7 * i))];
        values[0] = 1e6;
        int[] observed = [.. Enumerable.Range(0, 400).Select(i => i % 5 < 2 ? 1 : 0)];
        ReportFigure figure = DecisionPlot.Draw(
            new ClassSet(["no", "yes"], observed, observed, null) { Decisions = values });
        double[] from = Column(figure, "from"), to = Column(figure, "to");
        Assert.InRange(from.Length, 5, 42);
        Assert.All(new double[] { -1, 0, 1 }, place => Assert.Contains(from, edge => Math.Abs(edge - place) < 1e-9));
        Assert.Equal((240, 160), (Column(figure, "no").Sum(), Column(figure, "yes").Sum()));
        int third = from.Length / 2;
        Assert.Equal(
            values.Where((value, i) => observed[i] == 1 && value >= from[third] && value < to[third]).Count(),
            Column(figure, "yes")[third]);
        Assert.Contains(
            $"{values.Count(value => Math.Abs(value) < 1)} of 400 rows", figure.Caption, StringComparison.Ordinal);
        var bare = new ClassSet(["no", "yes"], observed, observed, null);
        Assert.Throws<ArgumentException>(() => DecisionPlot.Draw(bare));
    }

    [Fact]
    public void Of_two_classes_the_second_is_positive()
    {
        (ClassifierReportData data, TableClassifier model) = Fitted(species => species != "setosa");
        ClassSet set = data.Predictions!;
        double right = set.Decisions!.Where((value, row) => value > 0 == (set.Observed[row] == 1)).Count();
        Assert.InRange(right / set.Count, 0.9, 1);
        Matrix<double> pairs = model.Validation!.Prediction.Decisions!;
        Assert.All(Enumerable.Range(0, set.Count), row => Assert.Equal(-pairs[row, 0], set.Decisions![row]));
    }

    [Fact]
    public void Of_three_classes_the_least_lead_of_the_observed_one_counts()
    {
        (ClassifierReportData data, TableClassifier model) = Fitted(_ => true);
        ClassSet set = data.Predictions!;
        Matrix<double> pairs = model.Validation!.Prediction.Decisions!;
        Assert.Equal((150, 3), (pairs.Rows, pairs.Columns));
        for (int row = 0; row < 150; row++)
        {
            double expected = set.Observed[row] switch
            {
                0 => Math.Min(pairs[row, 0], pairs[row, 1]),
                1 => Math.Min(-pairs[row, 0], pairs[row, 2]),
                _ => Math.Min(-pairs[row, 1], -pairs[row, 2]),
            };
            Assert.Equal(expected, set.Decisions![row]);
        }

        // What was tried is drawn, and the ring is around the fitted cost.
        var machine = (SupportVectorModel)model.Classifier;
        Assert.Equal(machine.Cost, data.Tuning!.Costs[data.Tuning.Chosen]);
        Assert.InRange(data.Tuning.Losses[data.Tuning.Chosen], 0, 1.0011 * data.Tuning.Losses.Min());
    }

    [Fact]
    public void The_chosen_cell_has_the_ring_and_an_edge_is_told()
    {
        var grid = new TuningGrid([1, 4, 1, 4], [2, 2, 8, 8], [0.5, 0.25, 1, 0.4], [90, 90, 30, 90], 1, ["C (upper)"]);
        ReportFigure figure = TuningGridPlot.Draw(grid);
        string drawing = figure.Drawing.ToInlineSvg();
        Assert.Equal(1, Occurrences(drawing, "class=\"gr-ring\""));
        Assert.Equal(4, Occurrences(drawing, "class=\"gr-cell"));
        Assert.Contains("on the edge of all that was tried, C (upper)", figure.Caption, StringComparison.Ordinal);
        Assert.Contains("fewer rows than 90", figure.Caption, StringComparison.Ordinal);
        Assert.Equal([0.5, 0.25, 1, 0.4], Column(figure, "log_loss"));

        // A cell that was not tried is not drawn.
        ReportFigure sparse = TuningGridPlot.Draw(
            new TuningGrid([1, 4, 4], [2, 2, 8], [0.5, 0.3, 0.4], [9, 9, 9], 1, []));
        Assert.Equal(3, Occurrences(sparse.Drawing.ToInlineSvg(), "class=\"gr-cell"));
        Assert.Contains("inside of what was tried", sparse.Caption, StringComparison.Ordinal);
        Assert.DoesNotContain("fewer rows", sparse.Caption, StringComparison.Ordinal);
    }

    private static int Occurrences(string text, string part) =>
        text.Split(part, StringSplitOptions.None).Length - 1;

    private static double[] Column(ReportFigure figure, string name) =>
        [.. figure.Data.Columns.Single(column => column.Name == name).Cells
            .Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];

    private static (ClassifierReportData Data, TableClassifier Model) Fitted(Func<string, bool> keeps)
    {
        Table table = Table.Read(Path.Combine(AppContext.BaseDirectory, "../../../../data/iris.csv"));
        var species = (CategoryColumn)table["species"];
        table = table.SelectRows([.. Enumerable.Range(0, table.Rows).Where(row => keeps(species.Format(row)))]);
        TableClassifier model = TableClassifier.Fit(
            table, "species", new FitOptions { Model = ModelKind.SupportVectors });
        return (ClassifierReportData.From(model, new ReportOrigin("iris.csv"), table), model);
    }
}
