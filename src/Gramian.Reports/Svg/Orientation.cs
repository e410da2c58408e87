namespace Gramian.Reports.Svg;

/// <summary>The direction in which bars or intervals extend.</summary>
public enum Orientation
{
    /// <summary>Up from the x axis.</summary>
    Vertical,

    /// <summary>Right from the y axis.</summary>
    Horizontal,
}
