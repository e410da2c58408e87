using Gramian.Reports.Markup;

namespace Gramian.Reports.Svg.Marks;

/// <summary>Represents a straight line across the whole drawing area: y = slope · x + intercept, or x =
/// position.</summary>
public sealed record ReferenceLineMark : Mark
{
    private enum Shape
    {
        Horizontal,
        Vertical,
        Sloped,
    }

    private readonly Shape shape;
    private readonly double slope, position;

    private ReferenceLineMark(Shape shape, double slope, double position)
    {
        (this.shape, this.slope, this.position) = (shape, slope, position);
        Series = -1;
    }

    internal override SwatchKind Swatch => SwatchKind.Dashed;

    /// <summary>The line y = value.</summary>
    public static ReferenceLineMark Horizontal(double value) => new(Shape.Horizontal, 0, value);

    /// <summary>The line x = value.</summary>
    public static ReferenceLineMark Vertical(double value) => new(Shape.Vertical, 0, value);

    /// <summary>The line y = slope · x + intercept, on linear axes.</summary>
    public static ReferenceLineMark Sloped(double slope, double intercept) => new(Shape.Sloped, slope, intercept);

    internal override void Extend(Extent x, Extent y)
    {
        if (shape == Shape.Horizontal)
        {
            y.Include(position);
        }
        else if (shape == Shape.Vertical)
        {
            x.Include(position);
        }
    }

    internal override void Draw(MarkupWriter writer, Frame frame)
    {
        (double x1, double y1, double x2, double y2) = shape switch
        {
            Shape.Horizontal => (0, frame.Y.Map(position), frame.Width, frame.Y.Map(position)),
            Shape.Vertical => (frame.X.Map(position), 0, frame.X.Map(position), frame.Height),
            _ => (frame.X.Map(frame.X.Low), Exact(frame, frame.X.Low), frame.X.Map(frame.X.High),
                Exact(frame, frame.X.High)),
        };
        if (double.IsFinite(x1) && double.IsFinite(y1) && double.IsFinite(x2) && double.IsFinite(y2))
        {
            writer.Open("line").Class("gr-ref").Attribute("x1", x1).Attribute("y1", y1)
                .Attribute("x2", x2).Attribute("y2", y2).Close();
        }
    }

    private double Exact(Frame frame, double x) => frame.Y.Map((slope * x) + position);
}
