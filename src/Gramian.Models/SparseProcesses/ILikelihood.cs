namespace Gramian.Models.SparseProcesses;

/// <summary>Represents p(y | f) of one observation, as variational inference sees it. Immutable.</summary>
internal interface ILikelihood
{
    /// <summary>E log p(y | f) for f ~ N(mean, variance), and its slopes.</summary>
    /// <param name="target">y.</param>
    /// <param name="mean">The mean of f.</param>
    /// <param name="variance">The variance of f, at least 0.</param>
    /// <param name="slopes">The derivatives by mean, variance and the logarithm of the likelihood's parameter.</param>
    double Expect(double target, double mean, double variance, out LikelihoodSlopes slopes);
}
