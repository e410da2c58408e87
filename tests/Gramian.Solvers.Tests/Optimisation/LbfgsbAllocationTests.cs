using Gramian.Solvers.Optimisation;
using Gramian.Testing.Solvers;

namespace Gramian.Solvers.Tests.Optimisation;

public sealed class LbfgsbAllocationTests
{
    [Fact]
    public void An_iteration_allocates_a_vector_or_two_and_not_the_correction_matrix()
    {
        // Ten pairs would make rows of W of 20 n numbers; a pair in the memory takes 2 n until it is full, then n.
        const int Size = 20_000;
        var start = new double[Size];
        var method = new Lbfgsb { GradientTolerance = 0, RelativeTolerance = 0 };
        long PerRun(int iterations)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            (method with { IterationLimit = iterations }).Minimize(TestProblems.Rosenbrock, start);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        PerRun(12);
        long perIteration = (PerRun(32) - PerRun(12)) / 20;
        Assert.InRange(perIteration, 0, 5L * Size * sizeof(double));
    }
}
