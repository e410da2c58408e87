using FsCheck;
using FsCheck.Fluent;

namespace Gramian.Kernels.Tests;

public sealed class StationarityTests
{
    [Theory]
    [InlineData("rbf + matern52 * periodic", true)]
    [InlineData("2 * (rbf + white)^2 * cosine", true)]
    [InlineData("laplacian.on(1) * overlap + constant", true)]
    [InlineData("linear + rbf", false)]
    [InlineData("rbf.warp(tanh)", false)]
    [InlineData("polynomial", false)]
    public void Is_known_by_the_parts(string text, bool expected) =>
        Assert.Equal(expected, Kernel.Parse(text).IsStationary);

    [Fact]
    public void Values_of_a_stationary_kernel_do_not_change_with_the_origin_and_obey_its_ceiling() =>
        Prop.ForAll(RandomKernels.Trees, kernel =>
        {
            double[] x = [0.25, -1.5, 0.75], y = [1.5, 0.5, 0.75], gaps = [1.25, 2, 0];

            // Sums of these numbers are exact, so that only the phases of waves are rounded.
            double[] shiftedX = [.. x.Select(value => value + 8)], shiftedY = [.. y.Select(value => value + 8)];
            double value = kernel.IsStationary ? kernel.Evaluate(x, y) : 0;
            return !kernel.IsStationary
                || (Math.Abs(value - kernel.Evaluate(shiftedX, shiftedY)) <= 1e-9 * (1 + Math.Abs(value))
                    && Math.Abs(value) <= kernel.Ceiling(gaps) * (1 + 1e-12)
                    && kernel.Ceiling(gaps) <= kernel.Ceiling(stackalloc double[3]) * (1 + 1e-12));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
