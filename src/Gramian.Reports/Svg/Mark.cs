using Gramian.Reports.Markup;

namespace Gramian.Reports.Svg;

/// <summary>Represents one layer of a figure.</summary>
public abstract record Mark
{
    /// <summary>The entry in the legend; null for none.</summary>
    public string? Label { get; init; }

    /// <summary>Which colour of the palette, 0 to 5; −1 is the neutral grey.</summary>
    public int Series { get; init; }

    internal abstract SwatchKind Swatch { get; }

    internal string SeriesClass => Series < 0 ? "gr-n" : "gr-s" + NumberText.Whole(Series % 6);

    internal abstract void Extend(Extent x, Extent y);

    internal abstract void Draw(MarkupWriter writer, Frame frame);
}
