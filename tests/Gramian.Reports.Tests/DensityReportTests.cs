using System.Xml.Linq;
using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Reports.Plots;
using Gramian.Reports.Svg.Marks;

namespace Gramian.Reports.Tests;

public sealed class DensityReportTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public void A_page_is_well_formed_and_always_the_same(int dimension)
    {
        FittedKernelDensity density = Density(dimension);
        string[] names = [.. Enumerable.Range(0, dimension).Select(j => $"<x{j}>")];
        string page = DensityReport.Render(density, names, new string?[dimension], "a & b");
        Assert.Equal(page, DensityReport.Render(density, names, new string?[dimension], "a & b"));
        Assert.DoesNotContain("<x0>", page, StringComparison.Ordinal);
        XDocument document = XDocument.Parse(page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));

        // The choice of the bandwidth, and a curve for each axis and level lines for each pair of at most four.
        int drawn = Math.Min(dimension, 4);
        Assert.Equal(1 + (drawn * (drawn + 1) / 2), document.Descendants("figure").Count());
    }

    [Fact]
    public void The_curve_is_the_density()
    {
        FittedKernelDensity density = Density(1);
        ReportFigure figure = DensityPlots.Curve(density, "x", "m");
        LineMark line = figure.Drawing.Marks.OfType<LineMark>().Single();
        double[] expected = density.LogDensity(Points.FromColumn([.. line.X]));
        Assert.Equal(expected, line.Y.Select(value => Math.Log(value)), (l, r) => Math.Abs(l - r) < 1e-12);
        double step = line.X[1] - line.X[0];

        // Three bandwidths beyond the points leave out less than a thousandth.
        Assert.InRange(line.Y.Sum() * step, 0.998, 1.001);
        HistogramMark histogram = figure.Drawing.Marks.OfType<HistogramMark>().Single();
        Assert.Equal(1, histogram.Counts.Select((height, bin) =>
            height * (histogram.Edges[bin + 1] - histogram.Edges[bin])).Sum(), 1e-12);
    }

    [Fact]
    public void The_lines_enclose_their_shares()
    {
        FittedKernelDensity density = Density(2);
        double[] shares = [0.9, 0.5];
        double[] levels = HighestRegions.Levels(density, shares, draws: 20000);
        double[] fresh = density.LogDensity(density.Sample(20000, new RandomStream(77)));
        for (int k = 0; k < 2; k++)
        {
            // Three standard deviations of a share of 20 000, twice: of the level and of the check.
            Assert.Equal(shares[k], fresh.Count(log => log >= levels[k]) / 20000.0, 0.015);
        }
    }

    [Fact]
    public void Regions_are_told_and_drawn_at_their_levels()
    {
        FittedKernelDensity density = Density(1);
        IReadOnlyList<DensityRegion> regions = new RegionSearch().HighestDensity(density, [0.5]);
        LineMark bar = DensityPlots.Curve(density, "x", "m", regions: regions).Drawing.Marks.OfType<LineMark>()
            .Single(line => line.Label == "50 %");
        Assert.Equal(regions[0].Intervals[0].Lower, bar.X[0]);
        Assert.Equal(regions[0].Intervals[0].Upper, bar.X[1]);
        Assert.Equal(Math.Exp(regions[0].LogLevel), bar.Y[0]);
        string page = DensityReport.Render(density, ["x"], ["m"], "a", regions: regions);
        Assert.Contains("50 % of it", page, StringComparison.Ordinal);
        FittedKernelDensity plane = Density(2);
        DensityRegion[] levels = [new RegionSearch().Above(plane, -4)];
        ContourMark lines = DensityPlots.Contours(plane, ["x", "y"], [null, null], regions: levels)
            .Drawing.Marks.OfType<ContourMark>().Single();
        Assert.Equal([Math.Exp(-4)], lines.Levels);
        Assert.Contains("an area of", DensityReport.Render(
            plane, ["x", "y"], [null, null], "a", regions: levels), StringComparison.Ordinal);
    }

    private static FittedKernelDensity Density(int dimension)
    {
        var values = new Matrix<double>(60, dimension);
        var stream = new RandomStream(5);
        for (int i = 0; i < values.Rows; i++)
        {
            stream.FillNormal(values.Row(i));
        }

        return new KernelDensity { Rule = ReferenceBandwidth.Silverman }.Fit(new Points(values));
    }

    [Fact]
    public void What_is_known_already_is_not_found_again()
    {
        FittedKernelDensity density = new KernelDensity().Fit(Points.FromColumn(
            [.. Enumerable.Range(0, 60).Select(i => Math.Sin(7.3 * i) + (0.01 * i))]));
        string page = DensityReport.Render(density, ["x"], [null], "a");
        var known = new DensityFindings { Diagnosis = density.Diagnose(), LeaveOneOut = density.LeaveOneOut() };
        Assert.Equal(page, DensityReport.Render(density, ["x"], [null], "a", known: known));

        // It is read: other findings make another page.
        DensityFindings other = known with { LeaveOneOut = [-123.0] };
        Assert.Contains("-123", DensityReport.Render(density, ["x"], [null], "a", known: other).Replace('−', '-'));
    }
}
