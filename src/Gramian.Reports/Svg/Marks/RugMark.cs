using System.Text;
using Gramian.Reports.Markup;

namespace Gramian.Reports.Svg.Marks;

/// <summary>Represents where data lie along the x axis, as short ticks at the bottom.</summary>
/// <param name="X">The positions, [n]; positions that fall on one pixel are drawn once.</param>
public sealed record RugMark(IReadOnlyList<double> X) : Mark
{
    internal override SwatchKind Swatch => SwatchKind.Line;

    internal override void Extend(Extent x, Extent y) => x.Include(X);

    internal override void Draw(MarkupWriter writer, Frame frame)
    {
        var pixels = X.Select(frame.X.Map).Where(double.IsFinite)
            .Select(x => Math.Round(x)).Distinct().Order().ToArray();
        if (pixels.Length > 0)
        {
            var path = new StringBuilder();
            foreach (double pixel in pixels)
            {
                path.Append('M').Append(NumberText.Coordinate(pixel)).Append(' ')
                    .Append(NumberText.Coordinate(frame.Height)).Append("v-6");
            }

            writer.Open("path").Class("gr-rug " + SeriesClass).Attribute("d", path.ToString()).Close();
        }
    }
}
