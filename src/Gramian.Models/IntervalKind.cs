namespace Gramian.Models;

/// <summary>What an interval is meant to contain.</summary>
public enum IntervalKind
{
    /// <summary>A new observation, noise included.</summary>
    Observation,

    /// <summary>The function behind the observations.</summary>
    Latent,
}
