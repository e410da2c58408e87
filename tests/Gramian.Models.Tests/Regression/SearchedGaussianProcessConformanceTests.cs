using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.Regression;

/// <summary>
/// The same laws when the hyperparameters are searched for: ends agree to the tolerance of the search.
/// </summary>
public sealed class SearchedGaussianProcessConformanceTests : EstimatorConformance<StandardizedRegression>
{
    protected override IEnumerable<StandardizedRegression> Instances =>
        [new(GaussianProcess.Default(3) with { Kernel = Kernel.Parse("matern52(lengthscale=ard)"), Restarts = 1 })];

    // Two searches stop within the relative tolerance of the likelihood, whose square root moves the parameters.
    protected override double Tolerance => 1e-3;

    protected override StandardizedRegression Rescale(
        StandardizedRegression recipe, double inputFactor, double targetFactor) => recipe;
}
