using Gramian.Numerics.Functions;
using Gramian.Reports.Svg;
using Gramian.Reports.Svg.Marks;

namespace Gramian.Reports.Plots;

/// <summary>Plots the ordered standardised residuals against normal quantiles.</summary>
public static class NormalQuantilePlot
{
    private const double PointwiseHalfWidth = 1.959963984540054; // Φ⁻¹(0.975)

    /// <summary>Draws the plot; the predictions must have standard deviations.</summary>
    /// <remarks>
    /// The i-th of n residuals in order stands at p = (i − ½)/n. The band is q ± 1.96 √(p (1 − p)/n) / φ(q) with
    /// q = Φ⁻¹(p): the large-sample spread of one order statistic.
    /// </remarks>
    /// <param name="set">The predictions.</param>
    public static ReportFigure Draw(PredictionSet set)
    {
        double[] sorted = [.. set.Standardised.Order()];
        int n = sorted.Length;
        double[] quantiles = new double[n], half = new double[n];
        for (int i = 0; i < n; i++)
        {
            double p = (i + 0.5) / n, q = quantiles[i] = SpecialFunctions.NormalQuantile(p);
            double density = Math.Exp(-q * q / 2) / Math.Sqrt(2 * Math.PI);
            half[i] = PointwiseHalfWidth * Math.Sqrt(p * (1 - p) / n) / density;
        }

        int[] shown = Thinning.Indices(n);
        double[] x = CaptionText.Take(quantiles, shown), y = CaptionText.Take(sorted, shown);
        int[] coarse = [.. shown.Where((_, k) => k % Math.Max(1, shown.Length / 100) == 0 || k == shown.Length - 1)];
        var drawing = new Figure("Standardised residuals, normal quantiles",
            "Ordered standardised residuals against quantiles of the standard normal distribution.",
            new Axis("normal quantile"), new Axis("(actual − predicted) / standard deviation"),
            [
                new BandMark(CaptionText.Take(quantiles, coarse), [.. coarse.Select(i => quantiles[i] - half[i])],
                    [.. coarse.Select(i => quantiles[i] + half[i])]) { Label = "95 % pointwise", Series = -1 },
                ReferenceLineMark.Sloped(1, 0) with { Label = "normal" },
                new ScatterMark(x, y) { Label = "residual" },
            ]);
        string caption = "If the predicted spread is right the dots follow the dashed line. Steeper: intervals too "
            + "narrow; "
            + "flatter: too wide; bent ends: rare large errors." + CaptionText.Counted(set, shown.Length);
        return new ReportFigure(drawing, caption, new DataTable([
            DataColumn.Numbers("normal_quantile", x), DataColumn.Numbers("standardised_residual", y)]));
    }
}
