using Gramian.Kernels;

namespace Gramian.Models.Regression;

/// <summary>Evaluates a log likelihood, or a bound of it, and its gradient.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="noiseVariance">σ²ₙ.</param>
/// <param name="gradient">
/// Receives the derivatives by the kernel's transformed hyperparameters, and last by the log noise variance.
/// </param>
/// <returns>The value; NaN where it is not defined.</returns>
internal delegate double LikelihoodValue(Kernel kernel, double noiseVariance, Span<double> gradient);
