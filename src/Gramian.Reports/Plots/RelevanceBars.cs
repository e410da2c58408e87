using Gramian.Reports.Markup;
using Gramian.Reports.Svg;
using Gramian.Reports.Svg.Marks;

namespace Gramian.Reports.Plots;

/// <summary>Plots the relevance of inputs, one over the lengthscale, the largest first.</summary>
public static class RelevanceBars
{
    private const int Limit = 24;

    /// <summary>Draws the plot.</summary>
    /// <param name="inputs">The inputs, at least one.</param>
    public static ReportFigure Draw(IReadOnlyList<InputRelevance> inputs)
    {
        InputRelevance[] sorted = [.. inputs.OrderBy(input => double.IsNaN(input.Lengthscale) ? double.MaxValue
            : input.Lengthscale)];
        InputRelevance[] shown = [.. sorted.Take(Limit)];
        double[] relevance = [.. shown.Select(input => 1 / input.Lengthscale)];
        var drawing = new Figure("Relevance of inputs",
            "Bars of the inverse lengthscale of each input, the largest first.",
            new Axis("1 / lengthscale") { Unit = "per standard deviation", Low = 0 },
            Axis.Of("", [.. shown.Select(input => input.Name)]) with { Direction = AxisDirection.Reversed },
            [new BarMark(relevance)
            {
                Orientation = Orientation.Horizontal,
                Annotations = [.. shown.Select(input => "ℓ = " + NumberText.Human(input.Lengthscale, 3))],
            }])
        { Height = 70 + (26 * shown.Length) };
        string caption = "A long bar means that the function turns quickly along this input; a short one that it "
            + "is smooth or "
            + "flat, or nearly a straight line. Lengthscales ℓ are in standard deviations of the input.";
        caption += shown.Length < sorted.Length ? $" The first {shown.Length} of {sorted.Length} inputs are drawn."
            : "";
        return new ReportFigure(drawing, caption, new DataTable([
            DataColumn.Texts("input", sorted.Select(input => input.Name)),
            DataColumn.Numbers("lengthscale", sorted.Select(input => input.Lengthscale)),
            DataColumn.Numbers("relevance", sorted.Select(input => 1 / input.Lengthscale))]));
    }
}
