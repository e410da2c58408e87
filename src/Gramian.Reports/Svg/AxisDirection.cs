namespace Gramian.Reports.Svg;

/// <summary>Where the small values of an axis are.</summary>
public enum AxisDirection
{
    /// <summary>Small values left or at the bottom.</summary>
    Forward,

    /// <summary>Small values right or at the top.</summary>
    Reversed,
}
