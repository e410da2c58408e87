namespace Gramian.Reports.Svg;

/// <summary>How an axis turns values into positions.</summary>
public enum AxisKind
{
    /// <summary>Equal steps are equal differences.</summary>
    Linear,

    /// <summary>Equal steps are equal ratios; values that are not positive are not drawn.</summary>
    Logarithmic,

    /// <summary>Position k belongs to the k-th category.</summary>
    Categories,

    /// <summary>Linear without ticks, for images whose rows and columns have no unit.</summary>
    Bare,
}
