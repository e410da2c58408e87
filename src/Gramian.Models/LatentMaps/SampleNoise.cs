namespace Gramian.Models.LatentMaps;

/// <summary>Whether draws carry the noise of a model.</summary>
public enum SampleNoise
{
    /// <summary>Draws lie on the image of the hidden coordinates.</summary>
    LeftOut,

    /// <summary>Draws follow the density of the model.</summary>
    Added,
}
