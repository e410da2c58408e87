using Gramian.Kernels.Stationary;
using Gramian.Models.SparseProcesses;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.SparseProcesses;

public sealed class SparseGaussianProcessConformanceTests : EstimatorConformance<SparseGaussianProcess>
{
    protected override IEnumerable<SparseGaussianProcess> Instances => [Make(1.3, 2, 0.1), Make(0.6, 1, 0.5)];

    // Every input is an inducing point, so that the order of choice does not matter; K_uu has no noise to lean on.
    protected override double Tolerance => 1e-8;

    protected override SparseGaussianProcess Rescale(
        SparseGaussianProcess recipe, double inputFactor, double targetFactor)
    {
        var rbf = (Rbf)recipe.Kernel;
        double square = targetFactor * targetFactor;
        return Make(
            inputFactor * rbf.Lengthscale.Values[0], square * rbf.Variance, square * recipe.NoiseVariance!.Value);
    }

    private static SparseGaussianProcess Make(double lengthscale, double variance, double noise) =>
        new(new Rbf(lengthscale, variance)) { NoiseVariance = noise, Optimize = false };

    protected override string? ExpectedFailure(SparseGaussianProcess recipe, string law) => law switch
    {
        nameof(Adding_a_constant_to_the_targets_adds_it_to_the_predictions) => "The prior mean is zero.",
        _ => null,
    };
}
