using Gramian.Kernels;
using Gramian.Models.Outliers;
using Gramian.Numerics;
using Gramian.Reports.Markup;
using Gramian.Reports.Svg;
using Gramian.Reports.Svg.Marks;

namespace Gramian.Reports.Plots;

/// <summary>Plots outliers: the scores with the cut, and the rows over two columns with the frontier.</summary>
public static class OutlierPlots
{
    private const int GridPoints = 70, MostPoints = 3000;
    private const double Margin = 0.2;    // of the range of the rows: a frontier is seen all around

    /// <summary>Draws the histogram of the scores with the cut.</summary>
    /// <param name="model">The model.</param>
    /// <param name="scores">The scores, [m]; those that are not finite are left out and counted in the caption.</param>
    public static ReportFigure Histogram(FittedOutliers model, OutlierScores scores)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(scores);
        double[] finite = [.. scores.Scores.Where(double.IsFinite)];
        double[] edges = Binning.AtCut(Binning.Edges(finite), model.Threshold);
        double[] counts = Binning.Counts(finite, edges);
        var marks = new List<Mark> { new HistogramMark(edges, counts) { Label = "rows", Series = 1 } };
        if (double.IsFinite(model.Threshold))
        {
            marks.Add(ReferenceLineMark.Vertical(model.Threshold) with { Label = "cut" });
        }

        int infinite = scores.Scores.Count - finite.Length;
        string caption = $"Rows at or right of the cut are flagged: {NumberText.Whole(scores.Flags.Count(f => f))} of "
            + $"{NumberText.Whole(scores.Flags.Count)}."
            + (infinite > 0 ? $" {NumberText.Whole(infinite)} rows with an infinite score are not drawn." : "");
        var drawing = new Figure("Scores", $"Histogram of the scores ({model.ScoreName}) with the cut.",
            new Axis(model.ScoreName), new Axis("rows") { Low = 0 }, marks);
        return new ReportFigure(drawing, caption, new DataTable([
            DataColumn.Numbers("from", edges.SkipLast(1)), DataColumn.Numbers("to", edges.Skip(1)),
            DataColumn.Numbers("rows", counts)]));
    }

    /// <summary>Draws the rows over two columns, flagged ones apart, and the frontier if there are only two.</summary>
    /// <param name="model">The model.</param>
    /// <param name="points">The rows that were scored, [m, d], of at least two columns.</param>
    /// <param name="scores">Their scores, [m].</param>
    /// <param name="axes">The numbers of the two columns.</param>
    /// <param name="names">The names of the columns, [d].</param>
    /// <param name="units">Their units, null for none, [d].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    public static ReportFigure Map(
        FittedOutliers model, Points points, OutlierScores scores, (int X, int Y) axes, IReadOnlyList<string> names,
        IReadOnlyList<string?> units, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(scores);
        double[] x = points.Values.ColumnToArray(axes.X);
        double[] y = points.Values.ColumnToArray(axes.Y);
        int[] flagged = [.. Enumerable.Range(0, x.Length).Where(row => scores.Flags[row])];
        int[] others = [.. Enumerable.Range(0, x.Length).Where(row => !scores.Flags[row])];
        int[] shown = [.. Thinning.Indices(others.Length, MostPoints).Select(place => others[place])];
        var marks = new List<Mark>
        {
            new ScatterMark(Pick(x, shown), Pick(y, shown)) { Label = "rows", Series = 1 },
            new ScatterMark(Pick(x, flagged), Pick(y, flagged)) { Label = "flagged", Series = 2 },
        };
        bool hasFrontier = points.Dimension == 2 && double.IsFinite(model.Threshold);
        if (hasFrontier)
        {
            marks.Add(Frontier(model, x, y, options));
        }

        string caption = (hasFrontier ? model.FrontierText + " " : "")
            + (shown.Length < others.Length
                ? $"{NumberText.Whole(shown.Length)} of {NumberText.Whole(others.Length)} other rows are drawn."
                : $"All {NumberText.Whole(x.Length)} rows are drawn.");
        var drawing = new Figure($"Outliers in {names[axes.X]} and {names[axes.Y]}",
            $"Rows over {names[axes.X]} and {names[axes.Y]}, flagged ones apart.",
            new Axis(names[axes.X]) { Unit = units[axes.X] }, new Axis(names[axes.Y]) { Unit = units[axes.Y] }, marks);
        return new ReportFigure(drawing, caption, new DataTable([
            DataColumn.Numbers("row", flagged.Select(row => row + 1.0)),
            DataColumn.Numbers(names[axes.X], Pick(x, flagged)), DataColumn.Numbers(names[axes.Y], Pick(y, flagged))]));
    }

    private static ContourMark Frontier(FittedOutliers model, double[] x, double[] y, ComputeOptions? options)
    {
        (double[] across, double[] up) = (Grid(x), Grid(y));
        var places = new Matrix<double>(GridPoints * GridPoints, 2);
        for (int i = 0; i < places.Rows; i++)
        {
            (places[i, 0], places[i, 1]) = (across[i % GridPoints], up[i / GridPoints]);
        }

        double[] field = [.. model.Score(new Points(places), options).Scores];
        return new ContourMark(
            across, up, Matrix<double>.FromRowMajor(GridPoints, GridPoints, field), [model.Threshold])
        {
            Label = "frontier",
        };
    }

    private static double[] Grid(double[] values)
    {
        double beyond = Margin * (values.Max() - values.Min());
        (double low, double high) = (values.Min() - beyond, values.Max() + beyond);
        return [.. Enumerable.Range(0, GridPoints).Select(i => low + ((high - low) * i / (GridPoints - 1)))];
    }

    private static double[] Pick(double[] values, int[] rows) => Array.ConvertAll(rows, row => values[row]);
}
