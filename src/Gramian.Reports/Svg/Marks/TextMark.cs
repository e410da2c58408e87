using Gramian.Reports.Markup;

namespace Gramian.Reports.Svg.Marks;

/// <summary>Represents a text in the drawing area.</summary>
/// <param name="X">The position of its middle.</param>
/// <param name="Y">The height of its baseline.</param>
/// <param name="Value">The text; any characters.</param>
public sealed record TextMark(double X, double Y, string Value) : Mark
{
    internal override SwatchKind Swatch => SwatchKind.Line;

    internal override void Extend(Extent x, Extent y)
    {
        x.Include(X);
        y.Include(Y);
    }

    internal override void Draw(MarkupWriter writer, Frame frame)
    {
        (double x, double y) = (frame.X.Map(X), frame.Y.Map(Y));
        if (double.IsFinite(x) && double.IsFinite(y))
        {
            writer.Open("text").Class("gr-note gr-mid").Attribute("x", x).Attribute("y", y).Text(Value).Close();
        }
    }
}
