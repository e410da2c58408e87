namespace Gramian.Reports.Svg;

/// <summary>Represents a drawing: two axes and the marks between them.</summary>
/// <remarks>
/// The same figure always gives the same bytes: numbers are written in the invariant culture to a tenth of a unit, and
/// nothing depends on fonts, clocks or the order of a dictionary. All text is escaped. The root element carries
/// role="img" with a title and a description for screen readers.
/// </remarks>
/// <param name="Title">A short name; any text.</param>
/// <param name="Description">What can be seen, for those who cannot see it; any text.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Marks">The layers, the lowest first.</param>
public sealed record Figure(string Title, string Description, Axis X, Axis Y, IReadOnlyList<Mark> Marks)
{
    /// <summary>The width of the drawing in its own units, about pixels; 520 by default.</summary>
    public double Width { get; init; } = 520;

    /// <summary>The height of the drawing in its own units; 340 by default.</summary>
    public double Height { get; init; } = 340;

    /// <summary>The key of a matrix image; null for none.</summary>
    public ColourBar? ColourBar { get; init; }

    /// <summary>Draws the figure as an SVG element for a page that has <see cref="FigureTheme.Css"/>.</summary>
    public string ToInlineSvg() => new FigureDrawing(this).Draw(FigureUse.Inline);

    /// <summary>Draws the figure as an SVG file of its own, with its style inside.</summary>
    public string ToSvgFile() => new FigureDrawing(this).Draw(FigureUse.File);
}
