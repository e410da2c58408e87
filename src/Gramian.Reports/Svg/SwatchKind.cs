namespace Gramian.Reports.Svg;

/// <summary>The shape that stands for a mark in the legend.</summary>
internal enum SwatchKind
{
    Line,
    Dashed,
    Dot,
    Area,
}
