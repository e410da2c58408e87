namespace Gramian.Models.Densities;

/// <summary>Names how many numbers a bandwidth has.</summary>
public enum BandwidthShape
{
    /// <summary>One number for all axes: H = h² I.</summary>
    Scalar,

    /// <summary>One number for each axis: H is diagonal.</summary>
    PerAxis,

    /// <summary>A full matrix H.</summary>
    Full,
}
