using Gramian.Solvers.Optimisation;
using Gramian.Testing.Solvers;

namespace Gramian.Solvers.Tests.Optimisation;

public sealed class TrustRegionNewtonTests : OptimizerConformance
{
    private static readonly TrustRegionNewton Sharp = new() { GradientTolerance = 1e-8 };

    protected override double Accuracy => 1e-6;

    protected override OptimizationResult Minimize(Objective objective, double[] start) =>
        Sharp.Minimize(objective, TestProblems.DifferenceHessian(objective), start);

    [Fact]
    public void Converges_fast_with_the_true_Hessian()
    {
        // Newton's method itself needs about twenty iterations in the valley; first-order ones need thousands.
        OptimizationResult result = Sharp.Minimize(
            TestProblems.Rosenbrock, TestProblems.RosenbrockHessian, [-1.2, 1]);
        Near([1, 1], result);
        Assert.InRange(result.Iterations, 5, 60);
    }

    [Fact]
    public void Solves_Rosenbrock_in_a_hundred_dimensions()
    {
        OptimizationResult result = Sharp.Minimize(
            TestProblems.Rosenbrock, TestProblems.RosenbrockHessian, new double[100]);
        Assert.True(result.Converged, result.Message);
        Assert.All(result.Solution, x => Assert.Equal(1.0, x, 1e-6));
    }

    [Fact]
    public void Solves_a_quadratic_in_a_few_truncated_steps()
    {
        double[] centre = [3, -1, 2];
        OptimizationResult result = (Sharp with { InitialRadius = 100, GradientTolerance = 1e-12 }).Minimize(
            TestProblems.WeightedDistance(centre),
            (_, vector, product) =>
            {
                for (int i = 0; i < 3; i++)
                {
                    product[i] = (1 + i) * vector[i];
                }
            },
            [0, 0, 0]);

        // Each solve is truncated at min(½, √‖g‖) ‖g‖, so that the digits double from the third one on.
        Assert.InRange(result.Iterations, 1, 6);
        Assert.Equal(centre, result.Solution, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Leaves_a_saddle_along_negative_curvature()
    {
        // x⁴/4 − x²/2 + y²/2 has its minima at (±1, 0); the start is nearly the saddle, where x lies uphill of nothing.
        OptimizationResult result = Sharp.Minimize(
            (x, gradient) =>
            {
                gradient[0] = (x[0] * x[0] * x[0]) - x[0];
                gradient[1] = x[1];
                return (0.25 * Math.Pow(x[0], 4)) - (0.5 * x[0] * x[0]) + (0.5 * x[1] * x[1]);
            },
            (x, vector, product) =>
            {
                product[0] = ((3 * x[0] * x[0]) - 1) * vector[0];
                product[1] = vector[1];
            },
            [1e-3, 1]);
        Near([1, 0], result);
    }

    [Fact]
    public void Says_that_the_region_collapsed_when_the_gradient_is_wrong()
    {
        OptimizationResult result = Sharp.Minimize(
            (x, gradient) =>
            {
                gradient[0] = -2 * x[0];
                return x[0] * x[0];
            },
            (_, vector, product) => product[0] = 2 * vector[0],
            [1.0]);
        Assert.Equal(StopReason.StepTooSmall, result.Reason);
        Assert.Contains("gradient", result.Message);
        Assert.Equal(1.0, result.Solution[0]);
    }

    [Fact]
    public void Says_that_the_limits_were_reached()
    {
        HessianProduct hessian = TestProblems.RosenbrockHessian;
        Assert.Equal(StopReason.IterationLimit,
            (Sharp with { IterationLimit = 3 }).Minimize(TestProblems.Rosenbrock, hessian, [-1.2, 1]).Reason);
        Assert.Equal(StopReason.Unbounded, (Sharp with { UnboundedBelow = -1e6 }).Minimize(
            (x, gradient) =>
            {
                gradient[0] = -1;
                return -x[0];
            },
            (_, _, product) => product.Clear(),
            [0.0]).Reason);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrustRegionNewton { InitialRadius = 0 });
        Assert.Throws<ArgumentException>(
            () => Sharp.Minimize(TestProblems.Rosenbrock, hessian, [1, double.NaN]));
    }
}
