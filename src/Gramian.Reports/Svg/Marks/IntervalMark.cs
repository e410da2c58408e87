using System.Text;
using Gramian.Reports.Markup;

namespace Gramian.Reports.Svg.Marks;

/// <summary>Represents intervals as thin bars: one from lower to upper at each position.</summary>
/// <param name="Positions">The positions along the other axis, [n].</param>
/// <param name="Lower">The lower ends, [n].</param>
/// <param name="Upper">The upper ends, [n].</param>
public sealed record IntervalMark(
    IReadOnlyList<double> Positions, IReadOnlyList<double> Lower, IReadOnlyList<double> Upper) : Mark
{
    /// <summary>Whether the intervals run up or to the right.</summary>
    public Orientation Orientation { get; init; }

    internal override SwatchKind Swatch => SwatchKind.Line;

    internal override void Extend(Extent x, Extent y)
    {
        (Extent along, Extent across) = Orientation == Orientation.Vertical ? (y, x) : (x, y);
        across.Include(Positions);
        along.Include(Lower);
        along.Include(Upper);
    }

    internal override void Draw(MarkupWriter writer, Frame frame)
    {
        bool up = Orientation == Orientation.Vertical;
        var path = new StringBuilder();
        for (int i = 0; i < Positions.Count; i++)
        {
            (double lower, double upper) = (Lower[i], Upper[i]);
            if (up ? frame.TryPoint(Positions[i], lower, out string from)
                : frame.TryPoint(lower, Positions[i], out from))
            {
                double end = up ? frame.Y.Map(upper) : frame.X.Map(upper);
                if (double.IsFinite(end))
                {
                    path.Append('M').Append(from).Append(up ? 'V' : 'H').Append(NumberText.Coordinate(end));
                }
            }
        }

        if (path.Length > 0)
        {
            string weight = Positions.Count <= 40 ? "gr-range gr-strong " : "gr-range ";
            writer.Open("path").Class(weight + SeriesClass).Attribute("d", path.ToString()).Close();
        }
    }
}
