using Gramian.Reports.Markup;
using Gramian.Reports.Svg;
using Gramian.Reports.Svg.Marks;

namespace Gramian.Reports.Plots;

/// <summary>Plots one number for each class.</summary>
public static class ClassBars
{
    private const int Limit = 24;

    /// <summary>Draws how many rows each class has.</summary>
    /// <param name="names">The names of the classes.</param>
    /// <param name="counts">The rows of each.</param>
    public static ReportFigure Balance(IReadOnlyList<string> names, IReadOnlyList<int> counts)
    {
        double total = Math.Max(1, counts.Sum());
        return Draw(
            "Class balance", "rows", names, counts,
            [.. counts.Select(count => $"{NumberText.Whole(count)} ({NumberText.Human(100 * count / total, 2)} %)")],
            "A class with few rows is learnt and measured less surely; balanced accuracy weighs all classes alike.");
    }

    /// <summary>Draws how many rows of each class are support vectors.</summary>
    /// <param name="names">The names of the classes.</param>
    /// <param name="counts">The support vectors of each.</param>
    /// <param name="rows">The training rows of each; empty when they are not known.</param>
    public static ReportFigure SupportVectors(
        IReadOnlyList<string> names, IReadOnlyList<int> counts, IReadOnlyList<int> rows) => Draw(
            "Support vectors", "support vectors", names, counts,
            [.. counts.Select((count, i) => NumberText.Whole(count) + (rows.Count == counts.Count
                ? $" ({NumberText.Human(100.0 * count / Math.Max(1, rows[i]), 2)} % of the class)"
                : ""))],
            "The rows that the boundary rests on. Nearly all of a class means that it is hard to tell from another, or "
                + "that the lengthscale is short.");

    private static ReportFigure Draw(
        string title, string label, IReadOnlyList<string> names, IReadOnlyList<int> counts, string[] notes,
        string caption)
    {
        int shown = Math.Min(Limit, names.Count);
        double longest = Math.Max(1, counts.Max());
        var drawing = new Figure(title, $"Bars of the {label} of each class.",
            new Axis(label) { Low = 0, High = 1.35 * longest },
            Axis.Of("", [.. names.Take(shown)]) with { Direction = AxisDirection.Reversed },
            [new BarMark([.. counts.Take(shown).Select(count => (double)count)])
            {
                Orientation = Orientation.Horizontal,
                Annotations = notes[..shown],
            }])
        { Height = 90 + (30 * shown) };
        return new ReportFigure(
            drawing, shown < names.Count ? $"{caption} {shown} of {names.Count} classes are drawn." : caption,
            new DataTable([
                DataColumn.Texts("class", names), DataColumn.Numbers(label, counts.Select(count => (double)count))]));
    }
}
