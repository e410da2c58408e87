namespace Gramian.Models.SparseProcesses;

/// <summary>The derivatives of an expected log density.</summary>
/// <param name="Mean">By the mean of f.</param>
/// <param name="Variance">By the variance of f.</param>
/// <param name="Parameter">By the logarithm of the likelihood's parameter, such as the noise variance.</param>
internal readonly record struct LikelihoodSlopes(double Mean, double Variance, double Parameter);
