using Gramian.Reports.Svg;
using Gramian.Reports.Svg.Marks;

namespace Gramian.Reports.Plots;

/// <summary>Plots residuals: against the prediction, and as a histogram.</summary>
public static class ResidualPlots
{
    private const int TrendBins = 12, LeastPerBin = 8;

    /// <summary>Plots residuals against predictions, with the medians of groups of neighbours.</summary>
    /// <param name="set">The predictions.</param>
    /// <param name="target">The name of the target.</param>
    /// <param name="unit">Its unit, or null.</param>
    public static ReportFigure AgainstPrediction(PredictionSet set, string target, string? unit)
    {
        int[] shown = Thinning.Indices(set.Count);
        double[] predicted = CaptionText.Take(set.Predicted, shown), residuals = CaptionText.Take(set.Residuals, shown);
        var marks = new List<Mark>
        {
            new ScatterMark(predicted, residuals) { Label = "residual" },
            ReferenceLineMark.Horizontal(0),
        };
        (double[] x, double[] median) = Trend(set.Predicted, set.Residuals);
        if (x.Length > 1)
        {
            marks.Add(new LineMark(x, median) { Label = "median of neighbours", Series = 1 });
        }

        var drawing = new Figure("Residuals against prediction",
            "Scatter of actual minus predicted against the prediction; a trend or a funnel would show a missing "
                + "pattern.",
            new Axis("predicted " + target) { Unit = unit }, new Axis("actual − predicted") { Unit = unit }, marks);
        string caption = "A good model leaves a level cloud about zero. A bend means a missed pattern, a funnel means "
            + "noise that grows with the prediction." + CaptionText.Counted(set, shown.Length);
        return new ReportFigure(drawing, caption, new DataTable([
            DataColumn.Numbers("row", CaptionText.Take(set.RowNumbers, shown)),
            DataColumn.Numbers("predicted", predicted), DataColumn.Numbers("residual", residuals)]));
    }

    /// <summary>Plots how often residuals of each size occur.</summary>
    /// <param name="set">The predictions.</param>
    /// <param name="unit">The unit of the target, or null.</param>
    public static ReportFigure Histogram(PredictionSet set, string? unit)
    {
        double[] residuals = set.Residuals, edges = Binning.Edges(residuals), counts = Binning.Counts(residuals, edges);
        var drawing = new Figure("Residuals", "Histogram of actual minus predicted.",
            new Axis("actual − predicted") { Unit = unit }, new Axis("rows") { Low = 0 },
            [new HistogramMark(edges, counts), ReferenceLineMark.Vertical(0)]);
        string caption = "How often errors of each size occur; the dashed line is no error."
            + CaptionText.Counted(set, set.Count);
        return new ReportFigure(drawing, caption, new DataTable([
            DataColumn.Numbers("from", edges[..^1]), DataColumn.Numbers("to", edges[1..]),
                DataColumn.Numbers("rows", counts)]));
    }

    private static (double[] X, double[] Median) Trend(double[] predicted, double[] residuals)
    {
        int bins = Math.Min(TrendBins, predicted.Length / LeastPerBin);
        int[] order = [.. Enumerable.Range(0, predicted.Length).OrderBy(i => predicted[i]).ThenBy(i => i)];
        double[] x = new double[bins], median = new double[bins];
        for (int b = 0; b < bins; b++)
        {
            int[] group = order[(b * order.Length / bins)..((b + 1) * order.Length / bins)];
            x[b] = Binning.Quantile([.. group.Select(i => predicted[i])], 0.5);
            median[b] = Binning.Quantile([.. group.Select(i => residuals[i]).Order()], 0.5);
        }

        return (x, median);
    }
}
