using Gramian.Kernels;
using Gramian.Models.Outliers;
using Gramian.Numerics;
using Gramian.Reports.Html;
using Gramian.Reports.Markup;
using Gramian.Reports.Plots;

namespace Gramian.Reports;

/// <summary>Makes the report of outliers: one HTML page with its drawings, tables and style inside.</summary>
/// <remarks>The page loads nothing and runs nothing. The same scores give the same bytes.</remarks>
public static class OutlierReport
{
    private const int TopRows = 20;
    private const int MapAxes = 3;

    /// <summary>Returns the page as text.</summary>
    /// <param name="model">The model.</param>
    /// <param name="points">The rows that were scored, [m, d].</param>
    /// <param name="scores">Their scores, [m].</param>
    /// <param name="names">The names of the columns, [d].</param>
    /// <param name="units">Their units, null for none, [d].</param>
    /// <param name="dataName">The name of the data; any text.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A list has another length than there are columns or rows.</exception>
    public static string Render(
        FittedOutliers model, Points points, OutlierScores scores, IReadOnlyList<string> names,
        IReadOnlyList<string?> units, string dataName, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(units);
        Guard.Length(names.Count, points.Dimension, nameof(names));
        Guard.Length(units.Count, points.Dimension, nameof(units));
        Guard.Length(scores.Scores.Count, points.Count, nameof(scores));
        var page = new PageWriter($"Outliers – {dataName} – Gramian report");
        page.Header("Outlier report", CaptionText.Listed(names),
            $"How unlike {NumberText.Whole(model.Points.Count)} rows of {dataName} each row is: "
            + $"{NumberText.Whole(scores.Flags.Count(flag => flag))} of {NumberText.Whole(points.Count)} are flagged.");
        foreach (string note in model.Notes)
        {
            page.Paragraph(note, "warning");
        }

        page.Heading("What was decided, and why");
        page.Facts(model.Facts.Select(fact => new ReportFact(fact.Name, fact.Value)));
        page.Heading("The scores");
        page.Figures([OutlierPlots.Histogram(model, scores)], "", small: false);
        if (points.Dimension > 1)
        {
            page.Heading("The rows");
            int shown = Math.Min(points.Dimension, MapAxes);
            page.Figures([.. from y in Enumerable.Range(0, shown) from x in Enumerable.Range(0, y)
                select OutlierPlots.Map(model, points, scores, (x, y), names, units, options)], "", small: shown > 2);
        }

        page.Heading("The most unusual rows");
        page.Table(Top(points, scores, names));
        return page.Finish();
    }

    private static DataTable Top(Points points, OutlierScores scores, IReadOnlyList<string> names)
    {
        int[] top = [.. Enumerable.Range(0, points.Count).OrderByDescending(row => scores.Scores[row]).Take(TopRows)];
        return new DataTable([
            DataColumn.Numbers("row", top.Select(row => row + 1.0)),
            DataColumn.Numbers("score", top.Select(row => scores.Scores[row])),
            DataColumn.Numbers("p", top.Select(row => scores.Ranks[row])),
            DataColumn.Texts("flagged", top.Select(row => scores.Flags[row] ? "yes" : "no")),
            .. names.Select((name, j) => DataColumn.Numbers(name, top.Select(row => points.Values[row, j]))),
        ]);
    }
}
