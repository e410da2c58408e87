using Gramian.Solvers.Optimisation;
using Gramian.Testing.Solvers;

namespace Gramian.Solvers.Tests.Optimisation;

public sealed class NelderMeadTests : OptimizerConformance
{
    protected override OptimizationResult Minimize(Objective objective, double[] start) =>
        new NelderMead().Minimize(x => objective(x, new double[x.Length]), start);

    [Fact]
    public void Says_that_the_limit_was_reached()
    {
        OptimizationResult result = new NelderMead { IterationLimit = 5 }.Minimize(x => x[0] * x[0], [3.0]);
        Assert.Equal(StopReason.IterationLimit, result.Reason);
        Assert.Equal(5, result.Iterations);
    }
}
