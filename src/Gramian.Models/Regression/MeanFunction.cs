namespace Gramian.Models.Regression;

/// <summary>
/// Names the prior mean of a Gaussian process, whose coefficients are fitted by generalised least squares.
/// </summary>
/// <remarks>
/// The coefficients have a flat prior and are integrated out, so that the likelihood is the restricted likelihood
/// (that of the n − p error contrasts), and their uncertainty is part of every predictive variance.
/// </remarks>
public enum MeanFunction
{
    /// <summary>m(x) = 0.</summary>
    Zero,

    /// <summary>m(x) = β₀.</summary>
    Constant,

    /// <summary>m(x) = β₀ + Σⱼ βⱼ xⱼ.</summary>
    Linear,
}
