using Gramian.Kernels.Stationary;
using Gramian.Models.Vecchia;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.Vecchia;

public sealed class VecchiaProcessConformanceTests : EstimatorConformance<VecchiaProcess>
{
    protected override IEnumerable<VecchiaProcess> Instances => [Make(1.3, 2, 0.1), Make(0.6, 1, 0.5)];

    protected override VecchiaProcess Rescale(VecchiaProcess recipe, double inputFactor, double targetFactor)
    {
        var rbf = (Rbf)recipe.Kernel;
        double square = targetFactor * targetFactor;
        return Make(
            inputFactor * rbf.Lengthscale.Values[0], square * rbf.Variance, square * recipe.NoiseVariance!.Value);
    }

    private static VecchiaProcess Make(double lengthscale, double variance, double noise) =>
        new(new Rbf(lengthscale, variance)) { NoiseVariance = noise, Optimize = false, Neighbours = 12 };

    protected override string? ExpectedFailure(VecchiaProcess recipe, string law) => law switch
    {
        nameof(Adding_a_constant_to_the_targets_adds_it_to_the_predictions) => "The prior mean is zero.",
        _ => null,
    };
}
