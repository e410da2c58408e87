using Gramian.Numerics;
using Gramian.Solvers.Optimisation;
using Gramian.Testing.Solvers;

namespace Gramian.Solvers.Tests.Optimisation;

public sealed class AdamTests : OptimizerConformance
{
    protected override double Accuracy => 1e-3;

    protected override OptimizationResult Minimize(Objective objective, double[] start) =>
        new Adam { LearningRate = 0.02, IterationLimit = 50_000 }.Minimize(objective, start);

    [Fact]
    public void Takes_the_steps_of_the_published_recursion()
    {
        // After bias correction the first step is η g / (|g| + ε), whatever the size of g.
        GradientStepper stepper = new Adam { LearningRate = 0.1 }.Start(2);
        double[] x = [1, 1];
        stepper.Step(x, [1000, -1e-3]);
        Assert.Equal(0.9, x[0], 1e-10);
        Assert.Equal(1 + (0.1 * 1e-3 / (1e-3 + 1e-8)), x[1], 1e-12);

        // Second step by hand: m̂ = (0.9·0.1·1000 + 0.1·500)/(1 − 0.81), v̂ likewise with 0.999.
        stepper.Step(x, [500, 0]);
        double mean = ((0.09 * 1000) + (0.1 * 500)) / 0.19;
        double square = ((0.999 * 0.001 * 1e6) + (0.001 * 250000)) / (1 - (0.999 * 0.999));
        Assert.Equal(0.9 - (0.1 * mean / Math.Sqrt(square)), x[0], 1e-9);
    }

    [Fact]
    public void Decays_weights_apart_from_the_gradient()
    {
        GradientStepper stepper = new Adam { LearningRate = 0.1, WeightDecay = 0.5 }.Start(1);
        double[] x = [2];
        stepper.Step(x, [0]);
        Assert.Equal(2 * (1 - 0.05), x[0], 1e-15);
    }
}

public sealed class StochasticGradientTests : OptimizerConformance
{
    protected override double Accuracy => 1e-3;

    protected override OptimizationResult Minimize(Objective objective, double[] start) =>
        new StochasticGradient { LearningRate = 1e-3, IterationLimit = 50_000 }.Minimize(objective, start);

    [Fact]
    public void Takes_the_steps_of_the_heavy_ball()
    {
        GradientStepper stepper = new StochasticGradient { LearningRate = 0.1, Momentum = 0.5 }.Start(1);
        double[] x = [1];
        stepper.Step(x, [2]);
        Assert.Equal(0.8, x[0], 1e-15);
        stepper.Step(x, [2]);
        Assert.Equal(0.8 - 0.1 - 0.2, x[0], 1e-15);
        stepper.Reset();
        stepper.Step(x, [2]);
        Assert.Equal(0.3, x[0], 1e-15);
    }

    [Fact]
    public void Looks_ahead_when_it_is_asked_to()
    {
        GradientStepper stepper =
            new StochasticGradient { LearningRate = 0.1, Momentum = 0.5, LooksAhead = true }.Start(1);
        double[] x = [1];
        stepper.Step(x, [2]);
        Assert.Equal(1 - 0.1 - 0.2, x[0], 1e-15);
        OptimizationResult result = new StochasticGradient { LearningRate = 1e-3, LooksAhead = true }
            .Minimize(TestProblems.WeightedDistance([1, 2]), [0, 0]);
        Near([1, 2], result);
    }

    [Fact]
    public void Says_that_the_limit_was_reached_and_gives_the_best_point()
    {
        // A learning rate beyond 2(1 + μ)/L diverges, so the start is the best point.
        OptimizationResult result = new StochasticGradient { LearningRate = 10, Momentum = 0, IterationLimit = 5 }
            .Minimize(TestProblems.WeightedDistance([1]), [0]);
        Assert.Equal(StopReason.IterationLimit, result.Reason);
        Assert.Equal(0, result.Solution[0]);
        Assert.Equal(0.5, result.Value);
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        GradientStepper stepper = new StochasticGradient().Start(1000);
        var x = new double[1000];
        long least = long.MaxValue;
        for (int i = 0; i < 10; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            stepper.Step(x, x);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void Refuses_what_does_not_fit()
    {
        Assert.Throws<ArgumentException>(() => new StochasticGradient().Start(2).Step(new double[2], new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StochasticGradient { Momentum = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new StochasticGradient { LearningRate = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new StochasticGradient().Start(-1));
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => new StochasticGradient().Minimize(
            TestProblems.Rosenbrock, [0, 0], new ComputeOptions { CancellationToken = source.Token }));
    }
}
