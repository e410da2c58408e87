using System.Text;
using Gramian.Reports.Markup;

namespace Gramian.Reports.Svg.Marks;

/// <summary>Represents points, drawn as translucent dots so that crowds look darker.</summary>
/// <param name="X">The positions, [n].</param>
/// <param name="Y">The values, [n].</param>
public sealed record ScatterMark(IReadOnlyList<double> X, IReadOnlyList<double> Y) : Mark
{
    // One path cannot overlap itself darker; four paths taking turns show crowds at a seventh of the bytes of circles.
    private const int Layers = 4;

    internal override SwatchKind Swatch => SwatchKind.Dot;

    internal override void Extend(Extent x, Extent y)
    {
        x.Include(X);
        y.Include(Y);
    }

    internal override void Draw(MarkupWriter writer, Frame frame)
    {
        int count = Math.Min(X.Count, Y.Count);
        string size = count <= 40 ? "gr-dots gr-big " : "gr-dots ";
        for (int layer = 0; layer < Layers; layer++)
        {
            var path = new StringBuilder();
            for (int i = layer; i < count; i += Layers)
            {
                if (frame.TryPoint(X[i], Y[i], out string point))
                {
                    path.Append('M').Append(point).Append("h0");
                }
            }

            if (path.Length > 0)
            {
                writer.Open("path").Class(size + SeriesClass).Attribute("d", path.ToString()).Close();
            }
        }
    }
}
