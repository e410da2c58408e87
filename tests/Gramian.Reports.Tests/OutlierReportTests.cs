using System.Xml.Linq;
using Gramian.Kernels;
using Gramian.Models.Outliers;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Reports.Plots;
using Gramian.Reports.Svg.Marks;

namespace Gramian.Reports.Tests;

public sealed class OutlierReportTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(4, false)]
    public void A_page_is_well_formed_and_always_the_same(int dimension, bool isMachine)
    {
        Points points = Cloud(dimension);
        FittedOutliers model = Fit(points, isMachine);
        string[] names = [.. Enumerable.Range(0, dimension).Select(j => $"<x{j}>")];
        string Page() => OutlierReport.Render(model, points, model.Training, names, new string?[dimension], "a & b");
        string page = Page();
        Assert.Equal(page, Page());
        Assert.DoesNotContain("<x0>", page, StringComparison.Ordinal);
        XDocument document = XDocument.Parse(page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));

        // The scores, and a map of each pair of at most three columns.
        int drawn = Math.Min(dimension, 3);
        Assert.Equal(1 + (drawn * (drawn - 1) / 2), document.Descendants("figure").Count());
        Assert.Contains("flagged", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "least dense 5 % of the rows")]
    [InlineData(true, "edge of the support")]
    public void The_caption_says_what_the_frontier_is_and_it_is_there(bool isMachine, string said)
    {
        Points points = Cloud(2);
        FittedOutliers model = Fit(points, isMachine);
        ReportFigure map = OutlierPlots.Map(model, points, model.Training, (0, 1), ["x", "y"], [null, null]);
        Assert.Contains(said, map.Caption, StringComparison.Ordinal);
        ContourMark line = map.Drawing.Marks.OfType<ContourMark>().Single();
        Assert.Equal([model.Threshold], line.Levels);
        double[] scores = [.. model.Score(new Points(Matrix<double>.FromArray(new double[,]
        {
            { line.X[3], line.Y[5] }, { line.X[40], line.Y[30] },
        }))).Scores];
        Assert.Equal(scores[0], line.Values[5, 3], 1e-9);
        Assert.Equal(scores[1], line.Values[30, 40], 1e-9);
        ScatterMark flagged = map.Drawing.Marks.OfType<ScatterMark>().Single(mark => mark.Label == "flagged");
        Assert.Equal(model.Training.Flags.Count(flag => flag), flagged.X.Count);
    }

    [Fact]
    public void More_than_two_columns_have_no_frontier()
    {
        Points points = Cloud(3);
        FittedOutliers model = Fit(points, isMachine: false);
        ReportFigure map = OutlierPlots.Map(model, points, model.Training, (0, 2), ["x", "y", "z"], new string?[3]);
        Assert.Empty(map.Drawing.Marks.OfType<ContourMark>());
        Assert.DoesNotContain("line", map.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void The_histogram_counts_the_rows_and_marks_the_cut()
    {
        Points points = Cloud(2);
        FittedOutliers model = Fit(points, isMachine: false);
        ReportFigure scores = OutlierPlots.Histogram(model, model.Training);
        Assert.Equal(80, scores.Drawing.Marks.OfType<HistogramMark>().Single().Counts.Sum());
        Assert.Contains("4 of 80", scores.Caption, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_bar_of_the_histogram_has_rows_of_both_sides_of_the_cut(bool isMachine)
    {
        Points points = Cloud(2);
        FittedOutliers model = Fit(points, isMachine);
        ReportFigure figure = OutlierPlots.Histogram(model, model.Training);
        HistogramMark bars = figure.Drawing.Marks.OfType<HistogramMark>().Single();
        Assert.Contains(bars.Edges, edge => Math.Abs(edge - model.Threshold) < 1e-12);
        double right = bars.Counts.Where((_, bin) => bars.Edges[bin] > model.Threshold - 1e-9).Sum();
        Assert.Equal(model.Training.Scores.Count(score => score >= model.Threshold), right);
        Assert.Equal(80, bars.Counts.Sum());
    }

    [Fact]
    public void A_heading_names_the_first_of_many_columns()
    {
        Points points = Cloud(7);
        FittedOutliers model = Fit(points, isMachine: false);
        string[] names = [.. Enumerable.Range(0, 7).Select(j => $"x{j}")];
        string page = OutlierReport.Render(model, points, model.Training, names, new string?[7], "data");
        Assert.Contains("<h1>x0, x1, x2, x3 and 3 more columns</h1>", page, StringComparison.Ordinal);
    }

    private static FittedOutliers Fit(Points points, bool isMachine) =>
        isMachine ? new SupportVectorOutliers().Fit(points) : new DensityOutliers().Fit(points);

    private static Points Cloud(int dimension)
    {
        var values = new Matrix<double>(80, dimension);
        var stream = new RandomStream(6);
        for (int i = 0; i < values.Rows; i++)
        {
            stream.FillNormal(values.Row(i));
        }

        return new Points(values);
    }
}
