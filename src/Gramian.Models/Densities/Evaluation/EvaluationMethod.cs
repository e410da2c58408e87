namespace Gramian.Models.Densities.Evaluation;

/// <summary>How densities were summed.</summary>
public enum EvaluationMethod
{
    /// <summary>All pairs, in tiles.</summary>
    Tiles,

    /// <summary>Groups of points, cells of a line or a plane or panels of a tree: far ones left out, near ones expanded
    /// where that is cheaper.</summary>
    Groups,

    /// <summary>Points divided between the places of a regular grid, and a fast Fourier transform.</summary>
    Binned,

    /// <summary>Non-uniform fast Fourier transforms from the points to frequencies and to the queries.</summary>
    Waves,

    /// <summary>A sample of the points, with a bound that fails with a stated chance.</summary>
    Sampling,
}
