using System.Globalization;
using Gramian.Models;
using Gramian.Numerics;
using Gramian.Reports.Html;
using Gramian.Reports.Plots;

namespace Gramian.Reports;

/// <summary>Makes the report of a regression: one HTML page with its drawings, tables and style inside.</summary>
/// <remarks>
/// The page loads nothing and runs nothing: its content policy allows its own style and images of its own data only.
/// The same data give the same bytes.
/// </remarks>
public static class RegressionReport
{
    private const int EffectLimit = 8;

    /// <summary>Writes the page to a file, whole or not at all.</summary>
    /// <param name="path">The file; an existing HTML page is replaced, a file of another kind is not.</param>
    /// <param name="data">What the report shows.</param>
    /// <exception cref="Data.DataException">The file exists and is not an HTML page, or is a folder.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, RegressionReportData data) => ReportFile.Write(path, Render(data));

    /// <summary>Writes the page of a fitted model to a file, whole or not at all.</summary>
    /// <param name="path">The file; an existing HTML page is replaced, a file of another kind is not.</param>
    /// <param name="model">The model, just fitted or loaded from a file.</param>
    /// <param name="origin">Where the model comes from.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="Data.DataException">The file exists and is not an HTML page, or is a folder.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, TrainedModel model, ReportOrigin origin, ComputeOptions? options = null) =>
        Write(path, RegressionReportData.From(model, origin, options));

    /// <summary>Returns the page as text.</summary>
    /// <param name="data">What the report shows.</param>
    public static string Render(RegressionReportData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        string unit = string.IsNullOrEmpty(data.TargetUnit) ? "" : $" [{data.TargetUnit}]";
        PageWriter page = PageSections.Opening("Regression report", $"{data.Target}{unit}", data);
        string context = string.Create(CultureInfo.InvariantCulture, $"Seed {data.Seed}.");
        Predictions(page, data, context);
        Explanation(page, data, context);
        Machinery(page, data, context);
        return PageSections.Closing(page, data);
    }

    private static void Predictions(PageWriter page, RegressionReportData data, string context)
    {
        if (data.Predictions is not { Count: > 0 } set)
        {
            return;
        }

        page.Heading("How well it predicts");
        List<ReportFigure> figures =
        [
            PredictedVersusActual.Draw(set, data.Target, data.TargetUnit),
            ResidualPlots.AgainstPrediction(set, data.Target, data.TargetUnit),
            ResidualPlots.Histogram(set, data.TargetUnit),
        ];
        if (set.HasDeviations)
        {
            figures.AddRange([NormalQuantilePlot.Draw(set), PitHistogram.Draw(set), CoverageCurve.Draw(set)]);
        }

        string how = data.Validation.Length == 0 ? "" : $"Predictions by {data.Validation}. ";
        page.Figures(figures, how + context, small: false);
    }

    private static void Explanation(PageWriter page, RegressionReportData data, string context)
    {
        if (data.Relevance.Count == 0 && data.Effects.Count == 0)
        {
            return;
        }

        page.Heading("What it learnt");
        if (data.Relevance.Count > 0)
        {
            page.Figures([RelevanceBars.Draw(data.Relevance)], context, small: false);
        }

        EffectCurve[] effects = [.. data.Effects.Take(EffectLimit)];
        if (effects.Length > 0)
        {
            string shown = effects.Length < data.Inputs ? $"{effects.Length} of {data.Inputs} inputs" : "each input";
            page.Paragraph($"The prediction along {shown} while the others stay as in the most typical row, "
                + $"largest effect first, with 95 % bands of the "
                + $"function (without noise); ticks at the bottom are the data. All have one vertical "
                    + $"scale. {context}");
            double[] ends = [.. effects.SelectMany(curve => curve.Mean.Concat(curve.Lower).Concat(curve.Upper))
                .Where(double.IsFinite)];
            (double? low, double? high) = ends.Length > 0 && ends.Max() > ends.Min() ? (ends.Min(), ends.Max())
                : ((double?)null, (double?)null);
            double margin = 0.05 * ((high - low) ?? 0);
            page.Figures([.. effects.Select(curve =>
                EffectCurvePlot.Draw(curve, data.Target, data.TargetUnit, low - margin, high + margin))], "",
                    small: true);
        }
    }

    private static void Machinery(PageWriter page, RegressionReportData data, string context)
    {
        var figures = new List<ReportFigure>();
        if (data.Gram is { Rows: > 0 } gram)
        {
            figures.Add(GramPlots.Image(gram, data.Rows, data.GramOrder));
        }

        if (data.Eigenvalues.Count > 0)
        {
            figures.Add(GramPlots.Spectrum(data.Eigenvalues, data.NoiseVariance, data.Rows));
        }

        if (data.Traces.Count > 0)
        {
            figures.Add(OptimiserTracePlot.Draw(data.Traces, data.Objective,
                data.Objective.Contains("likelihood", StringComparison.Ordinal) ? "nats" : null));
        }

        if (data.RidgePath is { } path)
        {
            figures.Add(RidgePathPlot.Draw(path.Ridges, path.LeaveOneOut, path.Generalised, path.Chosen,
                data.TargetUnit));
        }

        if (figures.Count > 0)
        {
            page.Heading("How it was found");
            page.Figures(figures, context, small: false);
        }
    }
}
