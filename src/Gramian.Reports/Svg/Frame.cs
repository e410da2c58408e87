using Gramian.Reports.Markup;

namespace Gramian.Reports.Svg;

/// <summary>What a mark draws into: the two scales of the drawing area and its size.</summary>
internal sealed record Frame(AxisScale X, AxisScale Y, double Width, double Height)
{
    /// <summary>Appends "x y" when both can be drawn; false for a gap.</summary>
    public bool TryPoint(double x, double y, out string point)
    {
        (double px, double py) = (X.Map(x), Y.Map(y));
        bool visible = double.IsFinite(px) && double.IsFinite(py);
        point = visible ? NumberText.Coordinate(px) + " " + NumberText.Coordinate(py) : "";
        return visible;
    }
}
