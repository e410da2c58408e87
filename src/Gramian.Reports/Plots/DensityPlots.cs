using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Models.Densities.Evaluation;
using Gramian.Numerics;
using Gramian.Reports.Markup;
using Gramian.Reports.Svg;
using Gramian.Reports.Svg.Marks;

namespace Gramian.Reports.Plots;

/// <summary>Plots kernel densities: a curve over one axis, level lines over two, the choice of the bandwidth.</summary>
public static class DensityPlots
{
    private const double BinWidth = 1.25;    // in bandwidths
    private const int CurvePoints = 400, GridPoints = 80, RugPoints = 2000;
    private static readonly double[] Shares = [0.95, 0.75, 0.5, 0.25];

    /// <summary>Draws the density of one axis over the histogram of its points.</summary>
    /// <param name="density">The density, of one axis.</param>
    /// <param name="name">The name of the axis.</param>
    /// <param name="unit">Its unit, or null.</param>
    /// <param name="small">Whether the drawing is one of several.</param>
    /// <param name="regions">Regions to mark at their levels; null for none.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The density has more than one axis.</exception>
    public static ReportFigure Curve(
        FittedKernelDensity density, string name, string? unit, bool small = false,
        IReadOnlyList<DensityRegion>? regions = null, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(density);
        Guard.Length(density.Dimension, 1, nameof(density));
        double[] points = density.Points.Values.ColumnToArray(0);
        double[] grid = Grid(density, 0, CurvePoints);
        double[] curve = Array.ConvertAll(
            density.Evaluate(Points.FromColumn(grid), options: options).LogDensities, Math.Exp);

        // The rule for bins knows one mode; the bandwidth has seen as many as there are.
        double[] edges = Binning.Edges(points, density.Supports[0] == AxisSupport.Everywhere
            ? BinWidth * density.Bandwidth.Lengths[0]
            : 0);
        double[] heights = [.. Binning.Masses(points, density.Weights, edges)
            .Select((mass, bin) => mass / (edges[bin + 1] - edges[bin]))];
        var drawing = new Figure($"Density of {name}",
            $"Kernel density estimate of {name} over its histogram, with the points as ticks.",
            new Axis(name) { Unit = unit }, new Axis("density") { Low = 0, Unit = unit is null ? null : $"1/{unit}" },
            [
                new HistogramMark(edges, heights) { Label = "histogram", Series = -1, IsPale = true },
                new LineMark(grid, curve) { Label = "density" },
                .. (regions ?? []).Where(region => region.Intervals.Count > 0)
                    .Select((region, k) => Bar(region, k + 2)),
                new RugMark([.. Thinning.Indices(points.Length, RugPoints).Select(i => points[i])]) { Series = -1 },
            ]);
        string caption = $"{NumberText.Whole(points.Length)} points, bandwidth "
            + $"{NumberText.Human(density.Bandwidth.Lengths[0])}; ticks are points.";
        return new ReportFigure(small ? Shrunk(drawing) : drawing, caption,
            new DataTable([DataColumn.Numbers(name, grid), DataColumn.Numbers("density", curve)]));
    }

    /// <summary>
    /// Draws the regions of two axes that hold 95, 75, 50 and 25 % of the estimate, or those that are given.
    /// </summary>
    /// <param name="density">The density, of two axes.</param>
    /// <param name="names">The names of the axes, [2].</param>
    /// <param name="units">Their units, null for none, [2].</param>
    /// <param name="small">Whether the drawing is one of several.</param>
    /// <param name="regions">Regions of the density to draw instead; null or empty for the usual ones.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The density has not two axes.</exception>
    public static ReportFigure Contours(
        FittedKernelDensity density, IReadOnlyList<string> names, IReadOnlyList<string?> units, bool small = false,
        IReadOnlyList<DensityRegion>? regions = null, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(density);
        Guard.Length(density.Dimension, 2, nameof(density));
        (double[] x, double[] y) = (Grid(density, 0, GridPoints), Grid(density, 1, GridPoints));
        var queries = new Matrix<double>(x.Length * y.Length, 2);
        for (int i = 0; i < queries.Rows; i++)
        {
            (queries[i, 0], queries[i, 1]) = (x[i % x.Length], y[i / x.Length]);
        }

        double[] field = Array.ConvertAll(
            density.Evaluate(new Points(queries), options: options).LogDensities, Math.Exp);
        bool isGiven = regions is { Count: > 0 };
        double[] shares = isGiven ? [.. regions!.Select(region => region.Share ?? region.Mass)] : Shares;
        double[] levels = Array.ConvertAll(
            isGiven ? [.. regions!.Select(region => region.LogLevel)]
            : HighestRegions.Levels(density, Shares, options: options), Math.Exp);
        int[] shown = Thinning.Indices(density.Points.Count, RugPoints);
        var drawing = new Figure($"Density of {names[0]} and {names[1]}",
            $"Level lines of the kernel density estimate of {names[0]} and {names[1]} over the points.",
            new Axis(names[0]) { Unit = units[0] }, new Axis(names[1]) { Unit = units[1] },
            [
                new ScatterMark(
                    [.. shown.Select(i => density.Points.Values[i, 0])],
                    [.. shown.Select(i => density.Points.Values[i, 1])]) { Label = "points", Series = 1 },
                new ContourMark(x, y, Matrix<double>.FromRowMajor(y.Length, x.Length, field), levels)
                {
                    Label = "density",
                },
            ]);
        string caption = "The lines enclose the smallest regions that hold "
            + string.Join(", ", shares.Select(share => NumberText.Human(100 * share))) + " % of the estimate"
            + (shown.Length < density.Points.Count
                ? $"; {NumberText.Whole(shown.Length)} of {NumberText.Whole(density.Points.Count)} points are drawn."
                : ".");
        return new ReportFigure(small ? Shrunk(drawing) : drawing, caption, new DataTable([
            DataColumn.Numbers("percent inside", shares.Select(share => 100 * share)),
            DataColumn.Numbers("level", levels)]));
    }

    /// <summary>Draws the mean leave-one-out log density against the bandwidth, with the chosen one.</summary>
    /// <param name="factors">The bandwidths, as multiples of the chosen one, [k].</param>
    /// <param name="scores">The mean leave-one-out log densities, [k].</param>
    /// <param name="rule">The rule that chose; any text.</param>
    public static ReportFigure Selection(
        IReadOnlyList<double> factors, IReadOnlyList<double> scores, string rule)
    {
        var drawing = new Figure("Choice of the bandwidth",
            "Mean leave-one-out log density against the bandwidth, with the chosen one.",
            new Axis("bandwidth over the chosen one") { Kind = AxisKind.Logarithmic },
            new Axis("mean log density") { Unit = "nats" },
            [
                new LineMark(factors, [.. scores.Select(score => double.IsFinite(score) ? score : double.NaN)])
                {
                    Label = "leave one out",
                },
                ReferenceLineMark.Vertical(1) with { Label = "chosen" },
            ]);
        string caption = "Left of the maximum the estimate follows single points, right of it it blurs them. "
            + $"Chosen by: {rule}.";
        return new ReportFigure(drawing, caption, new DataTable([
            DataColumn.Numbers("factor", factors), DataColumn.Numbers("mean_log_density", scores)]));
    }

    // At the height of its level: what is under the curve above it is inside.
    private static LineMark Bar(DensityRegion region, int series)
    {
        double level = Math.Exp(region.LogLevel);
        return new LineMark(
            [.. region.Intervals.SelectMany(part => new[] { part.Lower, part.Upper, part.Upper })],
            [.. region.Intervals.SelectMany(_ => new[] { level, level, double.NaN })])
        {
            Label = $"{NumberText.Human(100 * (region.Share ?? region.Mass))} %",
            Series = series,
        };
    }

    private static Figure Shrunk(Figure drawing) => drawing with { Width = 360, Height = 260 };

    private static double[] Grid(FittedKernelDensity density, int axis, int count)
    {
        (double low, double high) = density.Extent(axis);
        return [.. Enumerable.Range(0, count).Select(i => low + ((high - low) * i / (count - 1)))];
    }
}
