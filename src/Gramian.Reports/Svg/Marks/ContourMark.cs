using System.Text;
using Gramian.Numerics;
using Gramian.Numerics.Contours;
using Gramian.Reports.Markup;

namespace Gramian.Reports.Svg.Marks;

/// <summary>Represents the level lines of a field on a rectangular grid.</summary>
/// <param name="X">The grid positions along x, ascending, [c].</param>
/// <param name="Y">The grid positions along y, ascending, [r].</param>
/// <param name="Values">The field, [r, c]; cells with a corner that is not finite are left out.</param>
/// <param name="Levels">The levels.</param>
public sealed record ContourMark(
    IReadOnlyList<double> X, IReadOnlyList<double> Y, Matrix<double> Values, IReadOnlyList<double> Levels) : Mark
{
    internal override SwatchKind Swatch => SwatchKind.Line;

    internal override void Extend(Extent x, Extent y)
    {
        x.Include(X);
        y.Include(Y);
    }

    internal override void Draw(MarkupWriter writer, Frame frame)
    {
        foreach (double level in Levels)
        {
            var path = new StringBuilder();
            foreach (var line in MarchingSquares.Trace(X, Y, Values, level))
            {
                for (int i = 0; i < line.Count; i++)
                {
                    if (frame.TryPoint(line[i].X, line[i].Y, out string point))
                    {
                        path.Append(i == 0 ? 'M' : 'L').Append(point);
                    }
                }
            }

            if (path.Length > 0)
            {
                writer.Open("path").Class("gr-line gr-thin " + SeriesClass).Attribute("d", path.ToString()).Close();
            }
        }
    }
}
