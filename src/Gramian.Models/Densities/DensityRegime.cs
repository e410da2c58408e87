namespace Gramian.Models.Densities;

/// <summary>Names how a kernel density estimate at a fresh point behaves for a bandwidth, in large dimension.</summary>
public enum DensityRegime
{
    /// <summary>Many points share the sum: its fluctuations are normal.</summary>
    Normal,

    /// <summary>The sum concentrates, but its fluctuations follow a stable law of index between 1 and 2.</summary>
    Stable,

    /// <summary>A few nearest points make the sum; neither a mean nor an error bar describes it.</summary>
    Condensed,
}
