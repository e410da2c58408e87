using Gramian.Kernels.Stationary;
using Gramian.Models.LargeRidge;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.LargeRidge;

public sealed class NystromRidgeConformanceTests : EstimatorConformance<NystromRidge>
{
    protected override IEnumerable<NystromRidge> Instances =>
    [
        new(new Rbf(1.3)) { Ridge = 0.01 },
        new(new Rbf(1.3)) { Ridge = 0.01, Solver = NystromSolver.NormalEquations },
        new(new Rbf(1.3)) { Ridge = 0.01, Solver = NystromSolver.SampledRows, Tolerance = 1e-9 },
        new(new Matern52(2, 3)) { Ridge = 0.1, Solver = NystromSolver.Falkon, Tolerance = 1e-9 },
        new(new Rbf(1.3)),
    ];

    // A chosen ridge is found to about three digits, and the error at a minimum is flat.
    protected override double Tolerance => 1e-5;

    protected override NystromRidge? Rescale(NystromRidge recipe, double inputFactor, double targetFactor) =>
        recipe.Kernel is Rbf rbf ? recipe with { Kernel = new Rbf(inputFactor * rbf.Lengthscale.Values[0]) } : null;

    protected override string? ExpectedFailure(NystromRidge recipe, string law) => law switch
    {
        nameof(Adding_a_constant_to_the_targets_adds_it_to_the_predictions) => "The prior mean is zero.",
        _ => null,
    };
}
