using Gramian.Reports.Svg;
using Gramian.Reports.Svg.Marks;

namespace Gramian.Reports.Plots;

/// <summary>Plots how the objective fell in each run of the optimiser.</summary>
public static class OptimiserTracePlot
{
    private const int Limit = 6;

    /// <summary>Draws the plot.</summary>
    /// <param name="traces">The runs, at least one; the first six are drawn.</param>
    /// <param name="objective">What was minimised, such as "negative log marginal likelihood"; any text.</param>
    /// <param name="unit">Its unit, such as "nats", or null.</param>
    public static ReportFigure Draw(IReadOnlyList<OptimiserTrace> traces, string objective, string? unit)
    {
        OptimiserTrace[] shown = [.. traces.Take(Limit)];
        int length = traces.Count == 0 ? 0 : traces.Max(trace => trace.Values.Count);
        Mark[] marks = [.. shown.Select((trace, k) =>
            (Mark)new LineMark([.. Enumerable.Range(0, trace.Values.Count).Select(i => (double)i)], trace.Values)
            {
                Series = k, Label = traces.Count > 1 ? trace.Name : null,
                Style = k % 2 == 0 ? LineStyle.Solid : LineStyle.Dashed,
            })];
        var drawing = new Figure("Course of the optimisation", $"The {objective} after each iteration, for each start.",
            new Axis("iteration"), new Axis(objective) { Unit = unit }, marks);
        string caption = "Every start should end flat. Starts that end at different heights mean several "
            + "explanations of the "
            + "data; the lowest was kept.";
        return new ReportFigure(drawing, caption, new DataTable([
            DataColumn.Numbers("iteration", Enumerable.Range(0, length).Select(i => (double)i)),
            .. traces.Select(trace => DataColumn.Numbers(trace.Name, trace.Values))]));
    }
}
