namespace Gramian.Reports.Svg;

/// <summary>How a line is drawn.</summary>
public enum LineStyle
{
    /// <summary>Without gaps.</summary>
    Solid,

    /// <summary>With gaps, for references and alternatives.</summary>
    Dashed,
}
