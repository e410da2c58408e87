namespace Gramian.Models.Selection;

/// <summary>
/// Represents the mean difference of a loss between two models on the same rows, with its 95 % interval.
/// </summary>
/// <param name="Mean">The mean difference.</param>
/// <param name="Lower">The lower end of the interval.</param>
/// <param name="Upper">The upper end of the interval.</param>
public readonly record struct PairedDifference(double Mean, double Lower, double Upper)
{
    /// <summary>Whether the interval excludes zero, so that the models differ beyond the luck of the rows.</summary>
    public bool IsClear => Lower > 0 || Upper < 0;
}
