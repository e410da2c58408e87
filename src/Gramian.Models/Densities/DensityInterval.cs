namespace Gramian.Models.Densities;

/// <summary>Represents an interval of an axis. Immutable.</summary>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end.</param>
public readonly record struct DensityInterval(double Lower, double Upper)
{
    /// <summary>The distance between the ends.</summary>
    public double Length => Upper - Lower;
}
