using Gramian.Numerics;
using Gramian.Reports.Markup;

namespace Gramian.Reports.Svg.Marks;

/// <summary>Represents a matrix between two axes of categories: tinted cells, each with a text.</summary>
/// <param name="Shares">
/// How strong each cell is tinted, from 0 to 1, [r, c]; entry (i, j) is at (j, i), and where it is NaN there is no
/// cell.
/// </param>
/// <param name="Texts">The text of each cell, row after row, [r · c]; empty for none.</param>
public sealed record CellMark(Matrix<double> Shares, IReadOnlyList<string> Texts) : Mark
{
    // Ink stays readable on the strongest tint.
    private const double Strongest = 0.6;

    /// <summary>The place of the cell that has a ring, row after row; −1 for none.</summary>
    public int Ringed { get; init; } = -1;

    internal override SwatchKind Swatch => SwatchKind.Area;

    internal override void Extend(Extent x, Extent y)
    {
        x.Include([-0.5, Shares.Columns - 0.5]);
        y.Include([-0.5, Shares.Rows - 0.5]);
    }

    internal override void Draw(MarkupWriter writer, Frame frame)
    {
        double width = Math.Abs(frame.X.Map(1) - frame.X.Map(0));
        double height = Math.Abs(frame.Y.Map(1) - frame.Y.Map(0));
        for (int i = 0; i < Shares.Rows; i++)
        {
            for (int j = 0; j < Shares.Columns; j++)
            {
                if (double.IsNaN(Shares[i, j]))
                {
                    continue;
                }

                (double x, double y) = (frame.X.Map(j), frame.Y.Map(i));
                writer.Open("rect").Class("gr-cell " + SeriesClass)
                    .Attribute("x", x - (width / 2) + 0.5).Attribute("y", y - (height / 2) + 0.5)
                    .Attribute("width", width - 1).Attribute("height", height - 1)
                    .Attribute("fill-opacity", NumberText.Data(Math.Round(Strongest * Shares[i, j], 3))).Close();
                int place = (i * Shares.Columns) + j;
                if (place == Ringed)
                {
                    writer.Open("rect").Class("gr-ring").Attribute("x", x - (width / 2) + 2)
                        .Attribute("y", y - (height / 2) + 2).Attribute("width", width - 4)
                        .Attribute("height", height - 4).Close();
                }

                if (place < Texts.Count && Texts[place].Length > 0)
                {
                    writer.Open("text").Class("gr-caption gr-mid").Attribute("x", x).Attribute("y", y + 4)
                        .Text(Texts[place]).Close();
                }
            }
        }
    }
}
