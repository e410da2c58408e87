using Gramian.Models.Selection;
using Gramian.Reports.Markup;
using Gramian.Reports.Svg;
using Gramian.Reports.Svg.Marks;

namespace Gramian.Reports.Plots;

/// <summary>Plots whether probabilities hold what they promise, and how sure the predictions are.</summary>
public static class ReliabilityPlots
{
    private static readonly double[] Edges =
        [.. Enumerable.Range(0, ClassificationMetrics.Bins + 1).Select(k => k / (double)ClassificationMetrics.Bins)];

    /// <summary>Draws the observed share of right predictions against the promised one, in the bins of the calibration
    /// error.</summary>
    /// <param name="set">The predictions, with probabilities.</param>
    /// <param name="title">The title of the drawing.</param>
    public static ReportFigure Curve(ClassSet set, string title = "Calibration")
    {
        double[] promised = Promised(set);
        var (rows, mean, share) = (new double[Edges.Length - 1], new double[Edges.Length - 1],
            new double[Edges.Length - 1]);
        for (int i = 0; i < promised.Length; i++)
        {
            int bin = Math.Min((int)(promised[i] * ClassificationMetrics.Bins), ClassificationMetrics.Bins - 1);
            rows[bin]++;
            mean[bin] += promised[i];
            share[bin] += Came(set, i) ? 1 : 0;
        }

        int[] filled = [.. Enumerable.Range(0, rows.Length).Where(bin => rows[bin] > 0)];
        double[] x = [.. filled.Select(bin => mean[bin] / rows[bin])];
        double[] y = [.. filled.Select(bin => share[bin] / rows[bin])];
        double[] low = [.. filled.Select((bin, i) => Binomial.Quantile((int)rows[bin], x[i], 0.025) / rows[bin])];
        double[] high = [.. filled.Select((bin, i) => Binomial.Quantile((int)rows[bin], x[i], 0.975) / rows[bin])];
        var drawing = new Figure(title, "Observed share against promised probability, by bin.",
            new Axis(What(set)) { Low = 0, High = 1 }, new Axis("observed share") { Low = 0, High = 1 },
            [
                ReferenceLineMark.Sloped(1, 0) with { Label = "as promised" },
                new IntervalMark(x, low, high) { Label = "95 % if calibrated", Series = -1 },
                new LineMark(x, y) { Label = "observed" },
                new ScatterMark(x, y),
            ]);
        string caption = "On the dashed line probabilities hold what they promise; above it they promise too little, "
            + "below too much. A grey bar holds 95 % of the shares that calibrated probabilities would give with the "
            + $"rows of its bin. Bins are {ClassificationMetrics.Bins} of equal width. n = {set.Count}.";
        return new ReportFigure(drawing, caption, new DataTable([
            DataColumn.Numbers("rows", filled.Select(bin => rows[bin])), DataColumn.Numbers("promised", x),
            DataColumn.Numbers("observed", y), DataColumn.Numbers("band_lower", low),
            DataColumn.Numbers("band_upper", high)]));
    }

    /// <summary>Draws how many rows have which probability.</summary>
    /// <param name="set">The predictions, with probabilities.</param>
    public static ReportFigure Histogram(ClassSet set)
    {
        double[] promised = Promised(set);
        double[] all = Binning.Counts(promised, Edges);
        double[] right = Binning.Counts([.. promised.Where((_, i) => Came(set, i))], Edges);
        string came = set.Names.Count == 2 ? $"of them {set.Names[1]}" : "of them right";
        var drawing = new Figure("Rows by probability", "Histogram of the rows by probability.",
            new Axis(What(set)) { Low = 0, High = 1 }, new Axis("rows") { Low = 0 },
            [
                new HistogramMark(Edges, all) { Label = "rows", Series = -1 },
                new HistogramMark(Edges, right) { Label = came },
            ]);
        string caption = "How many rows stand behind each point of the calibration curve. n = "
            + $"{NumberText.Whole(set.Count)}.";
        return new ReportFigure(drawing, caption, new DataTable([
            DataColumn.Numbers("from", Edges[..^1]), DataColumn.Numbers("to", Edges[1..]),
            DataColumn.Numbers("rows", all), DataColumn.Numbers(came, right)]));
    }

    /// <summary>Draws how far the observed class is ahead of the likeliest other one.</summary>
    /// <param name="set">The predictions, with probabilities.</param>
    public static ReportFigure Margins(ClassSet set)
    {
        double[] margins = [.. Enumerable.Range(0, set.Count).Select(row =>
        {
            double other = 0;
            for (int c = 0; c < set.Names.Count; c++)
            {
                other = c == set.Observed[row] ? other : Math.Max(other, set.Probabilities![row, c]);
            }

            return set.Probabilities![row, set.Observed[row]] - other;
        })];
        double[] edges = [.. Enumerable.Range(-10, 21).Select(k => k / 10.0)];
        double[] counts = Binning.Counts(margins, edges);
        var drawing = new Figure("Margin", "Histogram of the margin of the observed class.",
            new Axis("probability of the observed class less that of the likeliest other") { Low = -1, High = 1 },
            new Axis("rows") { Low = 0 },
            [new HistogramMark(edges, counts), ReferenceLineMark.Vertical(0)]);
        string caption = "Right of the line the prediction was right, and the further, the surer; far to the left are "
            + $"rows that the model is sure and wrong about. n = {NumberText.Whole(set.Count)}.";
        return new ReportFigure(drawing, caption, new DataTable([
            DataColumn.Numbers("from", edges[..^1]), DataColumn.Numbers("to", edges[1..]),
            DataColumn.Numbers("rows", counts)]));
    }

    // Of two classes the probability of the second, of more that of the predicted one.
    private static double[] Promised(ClassSet set) => [.. Enumerable.Range(0, set.Count).Select(row =>
        set.Probabilities![row, set.Names.Count == 2 ? 1 : set.Predicted[row]])];

    private static bool Came(ClassSet set, int row) =>
        set.Names.Count == 2 ? set.Observed[row] == 1 : set.Observed[row] == set.Predicted[row];

    private static string What(ClassSet set) =>
        set.Names.Count == 2 ? $"probability of {set.Names[1]}" : "probability of the predicted class";
}
