using Gramian.Solvers.Optimisation;
using Xunit;

namespace Gramian.Testing.Solvers;

/// <summary>What every minimiser of several variables must do; a test class names how to run it.</summary>
public abstract class OptimizerConformance
{
    /// <summary>How near the solution of a smooth problem must be, in the units of the variables.</summary>
    protected virtual double Accuracy => 1e-4;

    /// <summary>Runs the optimiser without bounds, with tolerances that allow <see cref="Accuracy"/>.</summary>
    protected abstract OptimizationResult Minimize(Objective objective, double[] start);

    /// <summary>A quadratic is solved, and the stop is counted as convergence.</summary>
    [Fact]
    public void Finds_the_centre_of_a_quadratic()
    {
        double[] centre = [1.5, -2, 0.25, 3];
        OptimizationResult result = Minimize(TestProblems.WeightedDistance(centre), new double[4]);
        Near(centre, result);
    }

    /// <summary>The curved valley is followed to its end.</summary>
    [Fact]
    public void Follows_the_valley_of_Rosenbrock() => Near([1, 1], Minimize(TestProblems.Rosenbrock, [-1.2, 1]));

    /// <summary>Points at which the function is NaN are turned away from.</summary>
    [Fact]
    public void Turns_back_where_the_function_is_not_defined() =>
        Near([1, 1, 1], Minimize(TestProblems.LogBarrier, [3, 0.01, 5]));

    /// <summary>A start outside the domain is reported, not hidden.</summary>
    [Fact]
    public void Says_when_the_start_is_not_in_the_domain()
    {
        OptimizationResult result = Minimize(TestProblems.LogBarrier, [-1, 1]);
        Assert.Equal(StopReason.NotFiniteAtStart, result.Reason);
        Assert.False(result.Converged);
    }

    /// <summary>The start may be the solution.</summary>
    [Fact]
    public void Stays_at_a_minimum()
    {
        OptimizationResult result = Minimize(TestProblems.WeightedDistance([1, 2]), [1, 2]);
        Near([1, 2], result);
    }

    /// <summary>The trace begins at the start, ends at the solution, and the start is left alone.</summary>
    [Fact]
    public void Traces_the_values_and_leaves_the_start_unchanged()
    {
        double[] start = [-1.2, 1];
        OptimizationResult result = Minimize(TestProblems.Rosenbrock, start);
        Assert.Equal([-1.2, 1], start);
        Assert.Equal(24.2, result.Trace[0], 12);
        Assert.Equal(result.Iterations + 1, result.Trace.Count);
        Assert.Equal(TestProblems.Rosenbrock(result.Solution, new double[2]), result.Value);
        Assert.NotEmpty(result.Message);
    }

    /// <summary>The same run gives the same bits.</summary>
    [Fact]
    public void Repeats_itself_exactly() =>
        Assert.Equal(
            Minimize(TestProblems.Rosenbrock, [-1.2, 1]).Solution,
            Minimize(TestProblems.Rosenbrock, [-1.2, 1]).Solution);

    /// <summary>Fails unless the run converged near a point.</summary>
    protected void Near(double[] expected, OptimizationResult result)
    {
        Assert.True(result.Converged, result.Message);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(result.Solution[i] - expected[i]) <= Accuracy,
                $"Variable {i} was {result.Solution[i]:R}, not {expected[i]:R} within {Accuracy}. {result.Message}");
        }
    }
}
