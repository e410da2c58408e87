using Gramian.Reports.Svg;
using Gramian.Reports.Svg.Marks;

namespace Gramian.Reports.Plots;

/// <summary>Plots the probability integral transform of held-out targets.</summary>
public static class PitHistogram
{
    /// <summary>Draws the plot; the predictions must have standard deviations.</summary>
    /// <remarks>
    /// For calibrated predictions the transform Φ(z) is uniform, so each of B bins counts Binomial(n, 1/B) rows; the
    /// band holds the central 95 % of it, for each bin on its own.
    /// </remarks>
    /// <param name="set">The predictions.</param>
    public static ReportFigure Draw(PredictionSet set)
    {
        int bins = set.Count >= 200 ? 20 : set.Count >= 50 ? 10 : 5;
        double[] edges = [.. Enumerable.Range(0, bins + 1).Select(k => k / (double)bins)];
        double[] counts = Binning.Counts(set.ProbabilityTransform, edges);
        double low = Binomial.Quantile(set.Count, 1.0 / bins, 0.025),
            high = Binomial.Quantile(set.Count, 1.0 / bins, 0.975);
        var drawing = new Figure("Probability transform (PIT)",
            "Histogram of the predicted probability of a value below the actual one, with the band of calibrated "
                + "predictions.",
            new Axis("predicted probability of a smaller value") { Low = 0, High = 1 }, new Axis("rows") { Low = 0 },
            [
                new HistogramMark(edges, counts) { Label = "rows" },
                new BandMark([0, 1], [low, low], [high, high]) { Label = "95 % of a calibrated bin", Series = 1 },
                ReferenceLineMark.Horizontal(set.Count / (double)bins),
            ]);
        int outside = counts.Count(count => count < low || count > high);
        string caption = "Flat is calibrated. A hump in the middle means intervals that are too wide, raised ends "
            + "too narrow, "
            + $"a slope a biased mean. {outside} of {bins} bars lie outside the band, in which one bar lies with 95 % "
            + "probability." + CaptionText.Counted(set, set.Count);
        return new ReportFigure(drawing, caption, new DataTable([
            DataColumn.Numbers("from", edges[..^1]), DataColumn.Numbers("to", edges[1..]),
                DataColumn.Numbers("rows", counts),
            DataColumn.Numbers("band_lower", counts.Select(_ => low)),
                DataColumn.Numbers("band_upper", counts.Select(_ => high))]));
    }
}
