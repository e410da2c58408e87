using System.Text;
using Gramian.Reports.Markup;

namespace Gramian.Reports.Svg.Marks;

/// <summary>Represents the area between two curves; a value that is not finite makes a gap.</summary>
/// <param name="X">The positions, [n].</param>
/// <param name="Lower">The lower curve, [n].</param>
/// <param name="Upper">The upper curve, [n].</param>
public sealed record BandMark(IReadOnlyList<double> X, IReadOnlyList<double> Lower, IReadOnlyList<double> Upper) : Mark
{
    internal override SwatchKind Swatch => SwatchKind.Area;

    internal override void Extend(Extent x, Extent y)
    {
        x.Include(X);
        y.Include(Lower);
        y.Include(Upper);
    }

    internal override void Draw(MarkupWriter writer, Frame frame)
    {
        var path = new StringBuilder();
        var back = new List<string>();
        for (int i = 0; i <= X.Count; i++)
        {
            if (i < X.Count && frame.TryPoint(X[i], Upper[i], out string upper)
                && frame.TryPoint(X[i], Lower[i], out string lower))
            {
                path.Append(back.Count == 0 ? 'M' : 'L').Append(upper);
                back.Add(lower);
                continue;
            }

            for (int k = back.Count - 1; k >= 0; k--)
            {
                path.Append('L').Append(back[k]);
            }

            path.Append(back.Count > 0 ? "Z" : "");
            back.Clear();
        }

        if (path.Length > 0)
        {
            writer.Open("path").Class("gr-band " + SeriesClass).Attribute("d", path.ToString()).Close();
        }
    }
}
