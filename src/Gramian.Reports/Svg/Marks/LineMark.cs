using System.Text;
using Gramian.Reports.Markup;

namespace Gramian.Reports.Svg.Marks;

/// <summary>Represents a line through points in their order; a value that is not finite makes a gap.</summary>
/// <param name="X">The positions, [n].</param>
/// <param name="Y">The values, [n].</param>
public sealed record LineMark(IReadOnlyList<double> X, IReadOnlyList<double> Y) : Mark
{
    /// <summary>Solid or dashed.</summary>
    public LineStyle Style { get; init; }

    internal override SwatchKind Swatch => Style == LineStyle.Dashed ? SwatchKind.Dashed : SwatchKind.Line;

    internal override void Extend(Extent x, Extent y)
    {
        x.Include(X);
        y.Include(Y);
    }

    internal override void Draw(MarkupWriter writer, Frame frame)
    {
        var path = new StringBuilder();
        bool pen = false;
        for (int i = 0; i < Math.Min(X.Count, Y.Count); i++)
        {
            if (!frame.TryPoint(X[i], Y[i], out string point))
            {
                pen = false;
                continue;
            }

            path.Append(pen ? 'L' : 'M').Append(point);
            pen = true;
        }

        if (path.Length > 0)
        {
            string style = Style == LineStyle.Dashed ? "gr-line gr-dash " : "gr-line ";
            writer.Open("path").Class(style + SeriesClass).Attribute("d", path.ToString()).Close();
        }
    }
}
