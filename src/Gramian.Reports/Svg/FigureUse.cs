namespace Gramian.Reports.Svg;

/// <summary>Where a drawing goes.</summary>
internal enum FigureUse
{
    Inline,
    File,
}
