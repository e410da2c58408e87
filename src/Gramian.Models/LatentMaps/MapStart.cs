namespace Gramian.Models.LatentMaps;

/// <summary>Where the fit of a map begins.</summary>
public enum MapStart
{
    /// <summary>The grid lies along the principal axes of the data.</summary>
    PrincipalAxes,

    /// <summary>The weights are drawn at random.</summary>
    Random,
}
