using Gramian.Reports.Svg;
using Gramian.Reports.Svg.Marks;

namespace Gramian.Reports.Plots;

/// <summary>Plots the scores of several models as dots with error bars.</summary>
public static class ComparisonPlot
{
    /// <summary>Draws the plot.</summary>
    /// <param name="scores">The models in the order wanted, the first on top; at least one.</param>
    /// <param name="metric">The metric, such as "RMSE"; any text.</param>
    /// <param name="unit">Its unit, or null.</param>
    /// <param name="intervals">What the bars are, as the end of a sentence, such as "95 % bootstrap intervals".</param>
    public static ReportFigure Draw(IReadOnlyList<ComparedScore> scores, string metric, string? unit, string intervals)
    {
        double[] places = [.. Enumerable.Range(0, scores.Count).Select(k => (double)k)];
        double[] values = [.. scores.Select(score => score.Score)];
        double[] lower = [.. scores.Select(score => score.Lower)], upper = [.. scores.Select(score => score.Upper)];
        var drawing = new Figure("Comparison by " + metric, $"The {metric} of each model as a dot with its interval.",
            new Axis(metric) { Unit = unit },
            Axis.Of("", [.. scores.Select(score => score.Name)]) with { Direction = AxisDirection.Reversed },
            [
                new IntervalMark(places, lower, upper) { Orientation = Orientation.Horizontal },
                new ScatterMark(values, places),
            ])
        { Height = 80 + (34 * scores.Count) };
        return new ReportFigure(drawing, $"Dots are scores, bars are {intervals}.", new DataTable([
            DataColumn.Texts("model", scores.Select(score => score.Name)), DataColumn.Numbers("score", values),
            DataColumn.Numbers("lower", lower), DataColumn.Numbers("upper", upper)]));
    }
}
