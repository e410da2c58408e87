using Gramian.Numerics;
using Gramian.Reports.Markup;

namespace Gramian.Reports.Svg.Marks;

/// <summary>Represents a matrix as coloured cells; entry (i, j) fills [j, j + 1] × [i, i + 1].</summary>
/// <param name="Values">The matrix, [r, c]; an entry that is not finite is drawn grey.</param>
/// <param name="Low">The value of the darkest colour.</param>
/// <param name="High">The value of the brightest colour.</param>
public sealed record HeatmapMark(Matrix<double> Values, double Low, double High) : Mark
{
    internal override SwatchKind Swatch => SwatchKind.Area;

    internal override void Extend(Extent x, Extent y)
    {
        x.Include([0, Values.Columns]);
        y.Include([0, Values.Rows]);
    }

    internal override void Draw(MarkupWriter writer, Frame frame)
    {
        if (Values.Rows == 0 || Values.Columns == 0)
        {
            return;
        }

        bool flipX = frame.X.Map(1) < frame.X.Map(0), flipY = frame.Y.Map(1) < frame.Y.Map(0);
        byte[] pixels = new byte[Values.Rows * Values.Columns];
        for (int i = 0; i < Values.Rows; i++)
        {
            int row = flipY ? Values.Rows - 1 - i : i;
            for (int j = 0; j < Values.Columns; j++)
            {
                int column = flipX ? Values.Columns - 1 - j : j;
                pixels[(row * Values.Columns) + column] = SequentialColours.Index(Values[i, j], Low, High);
            }
        }

        byte[] image = PngImage.Encode(Values.Columns, Values.Rows, pixels, SequentialColours.Bytes);
        double left = Math.Min(frame.X.Map(0), frame.X.Map(Values.Columns));
        double top = Math.Min(frame.Y.Map(0), frame.Y.Map(Values.Rows));
        writer.Open("image").Class("gr-image").Attribute("x", left).Attribute("y", top)
            .Attribute("width", Math.Abs(frame.X.Map(Values.Columns) - frame.X.Map(0)))
            .Attribute("height", Math.Abs(frame.Y.Map(Values.Rows) - frame.Y.Map(0)))
            .Attribute("preserveAspectRatio", "none").Attribute("image-rendering", "pixelated")
            .Attribute("href", "data:image/png;base64," + Convert.ToBase64String(image)).Close();
    }
}
