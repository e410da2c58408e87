using Gramian.Kernels.Stationary;
using Gramian.Models.Regression;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.Regression;

public sealed class KernelRidgeConformanceTests : EstimatorConformance<KernelRidge>
{
    protected override IEnumerable<KernelRidge> Instances =>
        [new(new Rbf(1.3)) { Ridge = 0.01 }, new(new Matern52(2, 3)) { Ridge = 0.1 }, new(new Rbf(1.3))];

    // A chosen ridge is found to about three digits, and the error at a minimum is flat.
    protected override double Tolerance => 1e-5;

    protected override KernelRidge? Rescale(KernelRidge recipe, double inputFactor, double targetFactor) =>
        recipe.Kernel is Rbf rbf ? recipe with { Kernel = new Rbf(inputFactor * rbf.Lengthscale.Values[0]) } : null;

    protected override string? ExpectedFailure(KernelRidge recipe, string law) => law switch
    {
        nameof(Adding_a_constant_to_the_targets_adds_it_to_the_predictions) => "The prior mean is zero.",
        _ => null,
    };
}
