using Gramian.Reports.Markup;
using Gramian.Reports.Svg;
using Gramian.Reports.Svg.Marks;

namespace Gramian.Reports.Plots;

/// <summary>Plots the share of targets inside central intervals against the level that was promised.</summary>
public static class CoverageCurve
{
    private static readonly double[] Levels = [.. Enumerable.Range(1, 19).Select(k => k / 20.0), 0.99];

    /// <summary>Draws the plot; the predictions must have standard deviations.</summary>
    /// <param name="set">The predictions.</param>
    public static ReportFigure Draw(PredictionSet set)
    {
        // A target lies inside the central interval of a level when |2 Φ(z) − 1| does not exceed the level.
        double[] needed = [.. set.ProbabilityTransform.Select(p => Math.Abs((2 * p) - 1)).Order()];
        int n = Math.Max(1, set.Count);
        double[] covered = [.. Levels.Select(level => needed.Count(x => x <= level) / (double)n)];
        double[] lower = [.. Levels.Select(level => Binomial.Quantile(n, level, 0.025) / (double)n)];
        double[] upper = [.. Levels.Select(level => Binomial.Quantile(n, level, 0.975) / (double)n)];
        static double[] Percent(double[] values) => [.. values.Select(value => 100 * value)];
        var drawing = new Figure("Coverage", "Observed coverage of predictive intervals against their nominal level.",
            new Axis("promised coverage") { Unit = "%", Low = 0, High = 100 },
            new Axis("observed coverage") { Unit = "%", Low = 0, High = 100 },
            [
                new BandMark(Percent(Levels), Percent(lower), Percent(upper)) { Label = "95 % if calibrated",
                    Series = -1 },
                ReferenceLineMark.Sloped(1, 0) with { Label = "as promised" },
                new LineMark(Percent(Levels), Percent(covered)) { Label = "observed" },
                new ScatterMark(Percent(Levels), Percent(covered)),
            ]);
        string caption = "Above the dashed line the intervals hold more targets than promised (too wide), below "
            + "fewer (too "
            + $"narrow). Intervals of 95 % hold {NumberText.Human(100 * covered[^2], 3)} % here."
            + CaptionText.Counted(set, set.Count);
        return new ReportFigure(drawing, caption, new DataTable([
            DataColumn.Numbers("nominal", Levels), DataColumn.Numbers("observed", covered),
            DataColumn.Numbers("band_lower", lower), DataColumn.Numbers("band_upper", upper)]));
    }
}
