using Gramian.Models.Densities;
using Gramian.Models.Densities.Evaluation;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Reports.Html;
using Gramian.Reports.Markup;
using Gramian.Reports.Plots;

namespace Gramian.Reports;

/// <summary>Makes the report of a kernel density: one HTML page with its drawings, tables and style inside.</summary>
/// <remarks>The page loads nothing and runs nothing. The same density gives the same bytes.</remarks>
public static class DensityReport
{
    private const int CornerAxes = 4;
    private const int SelectionRows = 2000;
    private const int SelectionPoints = 17;

    // Their mean is written with fewer digits.
    private static readonly DensityTolerance MeanTolerance = new() { Relative = 1e-6 };

    /// <summary>Returns the page as text.</summary>
    /// <param name="density">The density; of more than two axes, pictures are drawn where
    /// marginals are exact only.</param>
    /// <param name="names">The names of the axes, [d].</param>
    /// <param name="units">Their units, null for none, [d].</param>
    /// <param name="dataName">The name of the data; any text.</param>
    /// <param name="command">The command that made it; empty for none.</param>
    /// <param name="regions">Regions of the density to draw and to tell; null for none.</param>
    /// <param name="known">What is known of the density already; null for nothing.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A list has another length than there are axes.</exception>
    public static string Render(
        FittedKernelDensity density, IReadOnlyList<string> names, IReadOnlyList<string?> units, string dataName,
        string command = "", IReadOnlyList<DensityRegion>? regions = null, DensityFindings? known = null,
        ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(density);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(units);
        Guard.Length(names.Count, density.Dimension, nameof(names));
        Guard.Length(units.Count, density.Dimension, nameof(units));
        var page = new PageWriter($"Density – {dataName} – Gramian report");
        string axes = density.Dimension == 1 ? "1 axis" : $"{NumberText.Whole(density.Dimension)} axes";
        page.Header("Density report", CaptionText.Listed(names),
            $"A kernel density estimate of {dataName}: {NumberText.Whole(density.Points.Count)} points, {axes}.");
        if (density.Choice.Warning is { } warning)
        {
            page.Paragraph(warning, "warning");
        }

        regions ??= [];
        Facts(page, density, names, units, regions, known ?? new DensityFindings(), options);
        Pictures(page, density, names, units, regions, options);
        if (density.Points.Count > 2)
        {
            page.Heading("How the bandwidth was chosen");
            page.Figures([Selection(density, options)], "", small: false);
        }

        if (command.Length > 0)
        {
            page.Heading("To make it again");
            page.Code(command);
        }

        return page.Finish();
    }

    private static void Facts(
        PageWriter page, FittedKernelDensity density, IReadOnlyList<string> names, IReadOnlyList<string?> units,
        IReadOnlyList<DensityRegion> regions, DensityFindings known, ComputeOptions? options)
    {
        string lengths = string.Join(", ", Enumerable.Range(0, names.Count).Select(j =>
            $"{names[j]} {NumberText.Human(density.Bandwidth.Lengths[j])}{(units[j] is { } unit ? $" {unit}" : "")}"));
        List<ReportFact> facts =
        [
            new("bandwidth", lengths, $"by the rule: {density.Choice.Rule}"), new("profile", density.Profile.Name),
        ];
        string[] bounded = [.. names.Where((_, j) => density.Supports[j] != AxisSupport.Everywhere).Select(name =>
            $"{name}: {density.Supports[names.ToList().IndexOf(name)]}")];
        if (bounded.Length > 0)
        {
            facts.Add(new ReportFact("support", string.Join("; ", bounded),
                "the bandwidth counts in logarithms or logits where these are used"));
        }

        if (density.Sensitivity > 0)
        {
            double[] factors = density.Factors.ToArray();
            facts.Add(new ReportFact("adaptive", NumberText.Human(density.Sensitivity), FormattableString.Invariant(
                $"bandwidths of single points are {factors.Min():G3} to {factors.Max():G3} times the one above")));
        }

        facts.AddRange(regions.Select(region => RegionFact(region, units)));
        if (density.Points.Count > 2)
        {
            facts.AddRange(Regime(known.Diagnosis ?? density.Diagnose(options: options)));
            IReadOnlyList<double> logs = known.LeaveOneOut
                ?? density.EvaluateLeaveOneOut(MeanTolerance, options).LogDensities;
            double[] left = [.. logs.Where(double.IsFinite)];
            if (left.Length > 0)
            {
                facts.Add(new ReportFact(
                    "mean log density", NumberText.Human(left.Average()), "each point estimated from all others"));
            }
        }

        page.Heading("What was decided, and why");
        page.Facts(facts);
    }

    private static IEnumerable<ReportFact> Regime(DensityDiagnosis diagnosis)
    {
        DensityThresholds normal = diagnosis.Thresholds;
        string index = double.IsNaN(diagnosis.HillIndex) ? "a normal law of the same covariance" : "the largest terms";
        yield return new ReportFact("regime", diagnosis.Text, $"by {index}, at points left out one by one");
        yield return new ReportFact(
            "condensation",
            FormattableString.Invariant($"the largest term has {100 * diagnosis.LargestShare:G3} % of the sum in the ")
            + FormattableString.Invariant($"mean, index {diagnosis.Index:G3}"),
            FormattableString.Invariant($"Σw²/(Σw)² is {diagnosis.Participation:G3} in the mean; normal error bars ")
            + FormattableString.Invariant($"are wrong below {diagnosis.CentralLimit:G3} bandwidths of this estimate"));
        yield return new ReportFact("thresholds", FormattableString.Invariant(
            $"central limit {normal.CentralLimit:G3}, condensation {normal.Condensation:G3}, ")
            + FormattableString.Invariant($"least divergence {normal.Optimal:G3}"),
            "of a normal law of the same covariance, in bandwidths of this estimate");
    }

    internal static ReportFact RegionFact(DensityRegion region, IReadOnlyList<string?> units)
    {
        string name = $"{NumberText.Human(100 * (region.Share ?? region.Mass))} % of it";
        string unit = units[0] is { } some ? $" {some}" : "";
        string level = $"log density at least {NumberText.Human(region.LogLevel)}";
        return region.Density.Dimension == 1
            ? new ReportFact(name, string.Join(" and ", region.Intervals.Select(part =>
                $"{NumberText.Human(part.Lower)} to {NumberText.Human(part.Upper)}{unit}")), $"{level}; integrated")
            : new ReportFact(name, region.Density.Dimension == 2 ? $"an area of {NumberText.Human(region.Size)}" : "",
                FormattableString.Invariant(
                    $"{level}; of fresh draws {100 * region.Mass:G4} ± {100 * region.MassError:G2} % are inside"));
    }

    private static void Pictures(
        PageWriter page, FittedKernelDensity density, IReadOnlyList<string> names, IReadOnlyList<string?> units,
        IReadOnlyList<DensityRegion> regions, ComputeOptions? options)
    {
        page.Heading("The density");
        if (density.Dimension == 1)
        {
            page.Figures(
                [DensityPlots.Curve(density, names[0], units[0], regions: regions, options: options)], "",
                small: false);
            return;
        }

        if (!density.HasMarginals && density.Dimension > 2)
        {
            page.Paragraph($"Axes can be integrated out of a gaussian profile, or of a product with one bandwidth for "
                + $"each axis, and this one is {density.Profile.Name}: nothing is drawn of {density.Dimension} axes.",
                "lead");
            return;
        }

        int shown = Math.Min(density.Dimension, CornerAxes);
        if (shown < density.Dimension)
        {
            page.Paragraph($"The first {shown} of {density.Dimension} axes are drawn, alone and in pairs, the others "
                + "integrated out.", "lead");
        }

        var figures = new List<ReportFigure>();
        for (int j = 0; j < shown; j++)
        {
            for (int i = 0; i < j; i++)
            {
                FittedKernelDensity pair = density.Dimension == 2 ? density : density.Marginal(i, j);
                figures.Add(DensityPlots.Contours(
                    pair, [names[i], names[j]], [units[i], units[j]], shown > 2,
                    density.Dimension == 2 ? regions : null, options));
            }

            if (density.HasMarginals)
            {
                figures.Add(DensityPlots.Curve(
                    density.Marginal(j), names[j], units[j], shown > 2, null, options));
            }
        }

        page.Figures(figures, "", small: shown > 2);
    }

    private static ReportFigure Selection(FittedKernelDensity density, ComputeOptions? options)
    {
        int[] rows = new RandomStream(0).Permutation(density.Points.Count)[..Math.Min(
            density.Points.Count, SelectionRows)];
        double[] weights = Array.ConvertAll(rows, row => density.Weights[row]);
        double[] factors = [.. Enumerable.Range(0, SelectionPoints).Select(i =>
            Math.Pow(2, (i - ((SelectionPoints - 1) / 2.0)) / 2.5))];
        double[] scores = Array.ConvertAll(factors, factor => new KernelDensity
        {
            Profile = density.Profile,
            Bandwidth = density.Bandwidth.Times(factor),
            Supports = density.Supports,
            Sensitivity = density.Sensitivity,
        }.Fit(density.Points.Select(rows), weights, options).LeaveOneOut(options).Average());
        return DensityPlots.Selection(factors, scores, density.Choice.Rule);
    }
}
