using System.Globalization;
using Gramian.Reports.Html;
using Gramian.Reports.Plots;

namespace Gramian.Reports;

/// <summary>Makes the report of a classification: one HTML page with its drawings, tables and style inside.</summary>
/// <remarks>
/// The page loads nothing and runs nothing: its content policy allows its own style and images of its own data only.
/// The same data give the same bytes.
/// </remarks>
public static class ClassifierReport
{
    private const int ShownClasses = 8;

    /// <summary>Writes the page to a file, whole or not at all.</summary>
    /// <param name="path">The file; an existing HTML page is replaced, a file of another kind is not.</param>
    /// <param name="data">What the report shows.</param>
    /// <exception cref="Data.DataException">The file exists and is not an HTML page, or is a folder.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, ClassifierReportData data) => ReportFile.Write(path, Render(data));

    /// <summary>Returns the page as text.</summary>
    /// <param name="data">What the report shows.</param>
    public static string Render(ClassifierReportData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        string classes = string.Join(", ", data.Classes.Take(ShownClasses))
            + (data.Classes.Count > ShownClasses ? ", …" : "");
        PageWriter page = PageSections.Opening(
            "Classification report", data.Target, data, $", {data.Classes.Count} classes ({classes})");
        string context = string.Create(CultureInfo.InvariantCulture, $"Seed {data.Seed}.");
        Predictions(page, data, context);
        Learnt(page, data, context);
        return PageSections.Closing(page, data);
    }

    private static void Predictions(PageWriter page, ClassifierReportData data, string context)
    {
        if (data.Predictions is not { Count: > 0 } set)
        {
            return;
        }

        string how = data.Validation.Length == 0 ? "" : $"Predictions by {data.Validation}. ";
        page.Heading("How well it predicts");
        List<ReportFigure> figures = [ConfusionPlot.Draw(set)];
        if (set.Probabilities is not null)
        {
            if (set.Drawn.Count > 0)
            {
                figures.AddRange(
                    [ScoreCurves.Roc(set), ScoreCurves.PrecisionRecall(set), ScoreCurves.ErrorTradeOff(set)]);
                if (set.Names.Count == 2)
                {
                    figures.Add(ScoreCurves.Thresholds(set));
                }
            }

            figures.Add(ReliabilityPlots.Curve(set));
            if (data.Uncalibrated is { Probabilities: not null } before)
            {
                figures.Add(ReliabilityPlots.Curve(before, "Before calibration"));
            }

            figures.Add(ReliabilityPlots.Histogram(set));
        }

        if (set.Decisions is not null)
        {
            figures.Add(DecisionPlot.Draw(set));
        }
        else if (set.Probabilities is not null)
        {
            figures.Add(ReliabilityPlots.Margins(set));
        }

        page.Figures(figures, how + context, small: false);
    }

    private static void Learnt(PageWriter page, ClassifierReportData data, string context)
    {
        var figures = new List<ReportFigure>();
        if (data.Boundary is { } boundary)
        {
            figures.Add(BoundaryPlot.Draw(boundary));
        }

        if (data.Tuning is { } grid)
        {
            figures.Add(TuningGridPlot.Draw(grid));
        }

        if (data.ClassRows.Count > 0)
        {
            figures.Add(ClassBars.Balance(data.Classes, data.ClassRows));
        }

        if (data.SupportVectors.Count > 0)
        {
            figures.Add(ClassBars.SupportVectors(
                data.Classes, data.SupportVectors, data.ClassRows.Sum() == data.Rows ? data.ClassRows : []));
        }

        if (figures.Count > 0)
        {
            page.Heading("What it learnt");
            page.Figures(figures, context, small: false);
        }
    }
}
