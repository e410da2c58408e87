using Gramian.Reports.Markup;

namespace Gramian.Reports.Svg.Marks;

/// <summary>Represents counts over adjacent bins.</summary>
/// <param name="Edges">The bin edges, ascending, [k + 1].</param>
/// <param name="Counts">The height of each bin, [k].</param>
public sealed record HistogramMark(IReadOnlyList<double> Edges, IReadOnlyList<double> Counts) : Mark
{
    /// <summary>Whether the bars stand behind other marks, which must be seen on them.</summary>
    public bool IsPale { get; init; }

    /// <summary>Whether nothing shows through, as where bars are drawn over each other.</summary>
    public bool IsOpaque { get; init; }

    internal override SwatchKind Swatch => SwatchKind.Area;

    internal override void Extend(Extent x, Extent y)
    {
        x.Include(Edges);
        y.Include(0);
        y.Include(Counts);
    }

    internal override void Draw(MarkupWriter writer, Frame frame)
    {
        double floor = frame.Y.Map(Math.Clamp(0, frame.Y.Low, frame.Y.High));
        for (int i = 0; i < Counts.Count; i++)
        {
            (double left, double right, double top) = (frame.X.Map(Edges[i]), frame.X.Map(Edges[i + 1]),
                frame.Y.Map(Counts[i]));
            double gap = Math.Min(1, 0.1 * (right - left));
            if (double.IsFinite(left) && double.IsFinite(right) && double.IsFinite(top))
            {
                string strength = IsPale ? "gr-bar gr-pale " : IsOpaque ? "gr-bar gr-full " : "gr-bar ";
                writer.Open("rect").Class(strength + SeriesClass)
                    .Attribute("x", left + (gap / 2)).Attribute("y", Math.Min(top, floor))
                    .Attribute("width", right - left - gap)
                    .Attribute("height", Math.Abs(floor - top)).Close();
            }
        }
    }
}
