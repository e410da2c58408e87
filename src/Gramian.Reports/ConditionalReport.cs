using Gramian.Models.Densities;
using Gramian.Numerics;
using Gramian.Reports.Html;
using Gramian.Reports.Markup;
using Gramian.Reports.Plots;

namespace Gramian.Reports;

/// <summary>Makes the report of a density of some columns given the values of others: one HTML page.</summary>
/// <remarks>The page loads nothing and runs nothing. The same density gives the same bytes.</remarks>
public static class ConditionalReport
{
    /// <summary>Returns the page as text.</summary>
    /// <param name="conditional">The estimate.</param>
    /// <param name="density">The density of the targets at the given values; a picture is drawn of one or two.</param>
    /// <param name="given">The columns that are given, and their values.</param>
    /// <param name="names">The names of the targets, [d].</param>
    /// <param name="units">Their units, null for none, [d].</param>
    /// <param name="dataName">The name of the data; any text.</param>
    /// <param name="regions">Regions of the density to draw and to tell; null for none.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A list has another length than there are axes.</exception>
    public static string Render(
        FittedConditionalDensity conditional, FittedKernelDensity density,
        IReadOnlyList<(string Name, double Value)> given, IReadOnlyList<string> names, IReadOnlyList<string?> units,
        string dataName, IReadOnlyList<DensityRegion>? regions = null, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(conditional);
        ArgumentNullException.ThrowIfNull(density);
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(units);
        Guard.Length(given.Count, conditional.InputBandwidth.Dimension, nameof(given));
        Guard.Length(names.Count, density.Dimension, nameof(names));
        Guard.Length(units.Count, density.Dimension, nameof(units));
        string values = string.Join(", ", given.Select(pair => $"{pair.Name} = {NumberText.Human(pair.Value)}"));
        var page = new PageWriter($"Conditional density – {dataName} – Gramian report");
        page.Header("Conditional density report", $"{CaptionText.Listed(names)} given {values}",
            $"A kernel density estimate of {dataName}: {NumberText.Whole(density.Points.Count)} rows, each of which "
            + "counts as much as it is near the given values.");
        if (conditional.Warning is { } warning)
        {
            page.Paragraph(warning, "warning");
        }

        page.Heading("What was decided, and why");
        page.Facts([
            new ReportFact("bandwidth", string.Join(", ", names.Select((name, j) =>
                $"{name} {NumberText.Human(density.Bandwidth.Lengths[j])}")),
                "both by the leave-one-out likelihood of the targets"),
            new ReportFact("of what is given", string.Join(", ", given.Select((pair, j) =>
                $"{pair.Name} {NumberText.Human(conditional.InputBandwidth.Lengths[j])}")),
                "a bandwidth far above the range of a column says that the column does not matter"),
            new ReportFact("rows", FormattableString.Invariant(
                $"as many as {EffectiveRows(density):G3} rows of one weight speak at the given values")),
            .. (regions ?? []).Select(region => DensityReport.RegionFact(region, units)),
        ]);
        if (density.Dimension <= 2)
        {
            page.Heading("The density");
            page.Figures([density.Dimension == 1
                ? DensityPlots.Curve(density, names[0], units[0], regions: regions, options: options)
                : DensityPlots.Contours(density, names, units, regions: regions, options: options)], "", small: false);
        }

        return page.Finish();
    }

    private static double EffectiveRows(FittedKernelDensity density)
    {
        double squares = 0;
        foreach (double weight in density.Weights)
        {
            squares += weight * weight;
        }

        return 1 / squares;
    }
}
