namespace Gramian.Models.Classification;

/// <summary>
/// Represents how the posterior of latent values, which is not normal, is approximated by a normal one.
/// </summary>
public enum LatentInference
{
    /// <summary>At its mode, with the curvature there.</summary>
    Laplace,

    /// <summary>By expectation propagation, which matches the moments of every observation; probit link only.</summary>
    ExpectationPropagation,
}
