using Gramian.Kernels.Stationary;
using Gramian.Models.Regression;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.Regression;

public sealed class GaussianProcessConformanceTests : EstimatorConformance<GaussianProcess>
{
    protected override IEnumerable<GaussianProcess> Instances =>
    [
        Make(1.3, 2, 0.1, MeanFunction.Constant),
        Make(0.6, 1, 0.5, MeanFunction.Constant),
    ];

    protected override GaussianProcess Rescale(GaussianProcess recipe, double inputFactor, double targetFactor)
    {
        var rbf = (Rbf)recipe.Kernel;
        double square = targetFactor * targetFactor;
        return Make(
            inputFactor * rbf.Lengthscale.Values[0],
            square * rbf.Variance,
            square * recipe.NoiseVariance!.Value,
            recipe.Mean);
    }

    private static GaussianProcess Make(double lengthscale, double variance, double noise, MeanFunction mean) =>
        new(new Rbf(lengthscale, variance)) { NoiseVariance = noise, Optimize = false, Mean = mean };
}
