using Gramian.Kernels.Stationary;
using Gramian.Models.Regression;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.Regression;

public sealed class IterativeGaussianProcessConformanceTests : EstimatorConformance<IterativeGaussianProcess>
{
    protected override IEnumerable<IterativeGaussianProcess> Instances =>
        [Make(1.3, 2, 0.1, 10), Make(0.6, 1, 0.5, 30)];

    // What solves to 1e-10 leave of means; variances err by the square.
    protected override double Tolerance => 1e-8;

    protected override IterativeGaussianProcess Rescale(
        IterativeGaussianProcess recipe, double inputFactor, double targetFactor)
    {
        var rbf = (Rbf)recipe.Kernel;
        double square = targetFactor * targetFactor;
        return Make(
            inputFactor * rbf.Lengthscale.Values[0],
            square * rbf.Variance,
            square * recipe.NoiseVariance!.Value,
            recipe.Rank!.Value);
    }

    private static IterativeGaussianProcess Make(double lengthscale, double variance, double noise, int rank) =>
        new(new Rbf(lengthscale, variance))
        {
            NoiseVariance = noise,
            Optimize = false,
            Rank = rank,
            MeanTolerance = 1e-10,
            VarianceTolerance = 1e-12,
        };

    protected override string? ExpectedFailure(IterativeGaussianProcess recipe, string law) => law switch
    {
        nameof(Adding_a_constant_to_the_targets_adds_it_to_the_predictions) => "The prior mean is zero.",
        _ => null,
    };
}
