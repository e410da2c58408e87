using Gramian.Reports.Markup;

namespace Gramian.Reports.Svg.Marks;

/// <summary>Represents one bar per category, from zero (or from the lower end of a logarithmic axis).</summary>
/// <param name="Values">The lengths, [k]; a value that is not finite has no bar.</param>
public sealed record BarMark(IReadOnlyList<double> Values) : Mark
{
    /// <summary>Whether the bars stand or lie.</summary>
    public Orientation Orientation { get; init; }

    /// <summary>A text at the end of each bar, [k]; empty for none.</summary>
    public IReadOnlyList<string> Annotations { get; init; } = [];

    internal override SwatchKind Swatch => SwatchKind.Area;

    internal override void Extend(Extent x, Extent y)
    {
        Extent along = Orientation == Orientation.Vertical ? y : x;
        along.Include(0);
        along.Include(Values);
    }

    internal override void Draw(MarkupWriter writer, Frame frame)
    {
        bool up = Orientation == Orientation.Vertical;
        (AxisScale along, AxisScale across) = up ? (frame.Y, frame.X) : (frame.X, frame.Y);
        double zero = along.Map(Math.Clamp(0, along.Low, along.High));
        double thickness = Math.Min(30, 0.72 * Math.Abs(across.Map(1) - across.Map(0)));
        for (int i = 0; i < Values.Count; i++)
        {
            double end = along.Map(Values[i]);
            if (!double.IsFinite(end))
            {
                continue;
            }

            double low = Math.Min(zero, end), length = Math.Abs(end - zero), side = across.Map(i) - (thickness / 2);
            writer.Open("rect").Class("gr-bar " + SeriesClass)
                .Attribute("x", up ? side : low).Attribute("y", up ? low : side)
                .Attribute("width", up ? thickness : length).Attribute("height", up ? length : thickness).Close();
            if (i < Annotations.Count)
            {
                writer.Open("text").Class("gr-note" + (up ? " gr-mid" : ""))
                    .Attribute("x", up ? across.Map(i) : end + 5).Attribute("y", up ? end - 4 : across.Map(i) + 4)
                    .Text(Annotations[i]).Close();
            }
        }
    }
}
