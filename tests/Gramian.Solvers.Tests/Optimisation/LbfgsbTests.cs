using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers.Optimisation;
using Gramian.Testing.Solvers;

namespace Gramian.Solvers.Tests.Optimisation;

public sealed class LbfgsbTests : OptimizerConformance
{
    private static readonly Lbfgsb Sharp = new() { GradientTolerance = 1e-9, RelativeTolerance = 0 };

    protected override double Accuracy => 1e-7;

    protected override OptimizationResult Minimize(Objective objective, double[] start) =>
        Sharp.Minimize(objective, start);

    [Fact]
    public void Solves_Rosenbrock_in_about_as_many_evaluations_as_the_published_code()
    {
        // The reference implementation needs 36 iterations and 44 evaluations from (−1.2, 1); twice that is allowed.
        OptimizationResult result = Sharp.Minimize(TestProblems.Rosenbrock, [-1.2, 1]);
        Assert.InRange(result.Evaluations, 20, 90);
        Assert.Equal(StopReason.GradientTolerance, result.Reason);
        Assert.True(result.ProjectedGradientNorm <= 1e-9);
    }

    [Fact]
    public void Solves_Rosenbrock_in_a_hundred_dimensions()
    {
        OptimizationResult result = Sharp.Minimize(TestProblems.Rosenbrock, new double[100]);
        Assert.True(result.Converged, result.Message);
        Assert.All(result.Solution, x => Assert.Equal(1.0, x, 1e-7));
        Assert.InRange(result.Evaluations, 50, 1500);
    }

    [Fact]
    public void Stops_at_the_bounds_that_are_active()
    {
        OptimizationResult result = Sharp.Minimize(
            TestProblems.WeightedDistance([5, -5, 0.5, 0.1]), [0.3, 0.3, 0.3, 0.3], [0, 0, 0, 0.2], [1, 1, 1, 1]);
        Assert.True(result.Converged, result.Message);
        Assert.Equal([1, 0, 0.5, 0.2], result.Solution, (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void Finds_the_bounded_minimum_of_Rosenbrock()
    {
        // With x₀ ≤ 0.5 the valley ends at (0.5, 0.25), where the value is 0.25.
        OptimizationResult result = Sharp.Minimize(TestProblems.Rosenbrock, [-1.2, 1], [-2, -2], [0.5, 2]);
        Assert.Equal(0.5, result.Solution[0], 1e-12);
        Assert.Equal(0.25, result.Solution[1], 1e-8);
        Assert.Equal(0.25, result.Value, 1e-12);
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(20, 2)]
    [InlineData(60, 3)]
    public void Agrees_with_projected_gradients_on_coupled_bounded_quadratics(int size, ulong seed)
    {
        (Objective objective, double lipschitz) = CoupledQuadratic(size, seed);
        double[] lower = [.. Enumerable.Repeat(-0.3, size)];
        double[] upper = [.. Enumerable.Repeat(0.4, size)];
        double[] expected = ProjectedGradient(objective, size, lower, upper, 1 / lipschitz);
        OptimizationResult result = Sharp.Minimize(objective, new double[size], lower, upper);
        Assert.True(result.Converged, result.Message);
        Assert.Contains(result.Solution, x => x is -0.3 or 0.4);
        Assert.Equal(expected, result.Solution, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.All(Enumerable.Range(0, size), i => Assert.InRange(result.Solution[i], -0.3, 0.4));
    }

    [Fact]
    public void Evaluates_inside_the_bounds_only()
    {
        OptimizationResult result = Sharp.Minimize(
            (x, gradient) =>
            {
                Assert.InRange(x[0], 0.1, 2);
                Assert.InRange(x[1], 0.1, 2);
                return TestProblems.LogBarrier(x, gradient);
            },
            [50, -3],
            [0.1, 0.1],
            [2, 2]);
        Near([1, 1], result);
    }

    [Fact]
    public void Keeps_variables_whose_bounds_coincide()
    {
        OptimizationResult result = Sharp.Minimize(TestProblems.Rosenbrock, [-1.2, 1], [-2, 1], [2, 1]);
        Assert.Equal(1.0, result.Solution[1]);
        Assert.True(result.Converged, result.Message);
    }

    [Fact]
    public void Says_that_the_search_failed_when_the_gradient_is_wrong()
    {
        OptimizationResult result = Sharp.Minimize(
            (x, gradient) =>
            {
                gradient[0] = -2 * x[0];
                return x[0] * x[0];
            },
            [1.0]);
        Assert.Equal(StopReason.LineSearchFailed, result.Reason);
        Assert.False(result.Converged);
        Assert.Contains("gradient", result.Message);
        Assert.Equal(1.0, result.Solution[0]);
    }

    [Fact]
    public void Says_that_the_limits_were_reached()
    {
        Assert.Equal(StopReason.IterationLimit,
            (Sharp with { IterationLimit = 3 }).Minimize(TestProblems.Rosenbrock, [-1.2, 1]).Reason);
        Assert.Equal(StopReason.EvaluationLimit,
            (Sharp with { EvaluationLimit = 5 }).Minimize(TestProblems.Rosenbrock, [-1.2, 1]).Reason);
        Assert.Equal(StopReason.FunctionTolerance,
            (Sharp with { RelativeTolerance = 0.1 }).Minimize(TestProblems.Rosenbrock, [-1.2, 1]).Reason);
        OptimizationResult unbounded = (Sharp with { UnboundedBelow = -1e6 }).Minimize(
            (x, gradient) =>
            {
                gradient[0] = -1;
                return -x[0];
            },
            [0.0]);
        Assert.Equal(StopReason.Unbounded, unbounded.Reason);
    }

    [Fact]
    public void Lowers_the_value_in_every_iteration()
    {
        IReadOnlyList<double> trace = Sharp.Minimize(TestProblems.Rosenbrock, [-1.2, 1, 0.3, 2]).Trace;
        Assert.All(Enumerable.Range(1, trace.Count - 1), i => Assert.True(trace[i] < trace[i - 1]));
    }

    [Fact]
    public void Accepts_problems_of_no_variables_and_constant_functions()
    {
        Assert.Equal(7, Sharp.Minimize((_, _) => 7, []).Value);
        OptimizationResult flat = Sharp.Minimize(
            (_, gradient) =>
            {
                gradient.Clear();
                return 7;
            },
            [1, 2]);
        Assert.Equal(StopReason.GradientTolerance, flat.Reason);
        Assert.Equal(0, flat.Iterations);
    }

    [Fact]
    public void Rejects_bounds_that_do_not_make_sense()
    {
        Assert.Throws<ArgumentException>(() => Sharp.Minimize(TestProblems.Rosenbrock, [1, 1], [2, 2], [1, 3]));
        Assert.Throws<ArgumentException>(() => Sharp.Minimize(TestProblems.Rosenbrock, [1, 1], [double.NaN, 0], []));
        Assert.Throws<ArgumentException>(() => Sharp.Minimize(TestProblems.Rosenbrock, [1, 1], [1.0], []));
        Assert.Throws<ArgumentException>(() => Sharp.Minimize(TestProblems.Rosenbrock, [1, double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgsb { Memory = 0 });
    }

    [Fact]
    public void Throws_when_it_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        int calls = 0;
        Assert.Throws<OperationCanceledException>(() => Sharp.Minimize(
            (x, gradient) =>
            {
                if (++calls == 4)
                {
                    source.Cancel();
                }

                return TestProblems.Rosenbrock(x, gradient);
            },
            [-1.2, 1],
            options: new ComputeOptions { CancellationToken = source.Token }));
        Assert.Equal(4, calls);
    }

    private static (Objective Objective, double Lipschitz) CoupledQuadratic(int size, ulong seed)
    {
        using Matrix<double> factor = WorkloadRandom.NormalMatrix(seed, size, size);
        var matrix = new double[size, size];
        double trace = 0;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                for (int k = 0; k < size; k++)
                {
                    matrix[i, j] += factor[i, k] * factor[j, k] / size;
                }
            }

            matrix[i, i] += 0.1;
            trace += matrix[i, i];
        }

        return ((x, gradient) =>
        {
            double value = 0;
            for (int i = 0; i < size; i++)
            {
                double product = 0;
                for (int j = 0; j < size; j++)
                {
                    product += matrix[i, j] * x[j];
                }

                double linear = Math.Sin(1 + i);
                value += x[i] * ((0.5 * product) - linear);
                gradient[i] = product - linear;
            }

            return value;
        }, trace);
    }

    private static double[] ProjectedGradient(
        Objective objective, int size, double[] lower, double[] upper, double step)
    {
        var x = new double[size];
        var gradient = new double[size];
        for (int iteration = 0; iteration < 20000; iteration++)
        {
            objective(x, gradient);
            for (int i = 0; i < size; i++)
            {
                x[i] = Math.Clamp(x[i] - (step * gradient[i]), lower[i], upper[i]);
            }
        }

        return x;
    }
}
