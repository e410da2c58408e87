namespace Gramian.Models.Dependence;

/// <summary>How the law of a statistic under the null hypothesis is found.</summary>
public enum NullMethod
{
    /// <summary>By permutations: right at every sample size.</summary>
    Permutation,

    /// <summary>By the limit for large samples: the spectrum of the Gram matrix, or a gamma law. Fast.</summary>
    Asymptotic,
}
