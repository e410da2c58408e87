namespace Gramian.Models.Classification;

/// <summary>Represents how a latent value becomes the probability of a class among two.</summary>
public enum LabelLink
{
    /// <summary>p = 1 / (1 + e⁻ᶠ).</summary>
    Logit,

    /// <summary>p = Φ(f), the distribution function of the standard normal law.</summary>
    Probit,
}
