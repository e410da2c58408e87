using Gramian.Kernels.Algebra;
using Gramian.Testing.Kernels;

namespace Gramian.Kernels.Tests.Algebra;

public sealed class ScaledTests : KernelConformance<Scaled>
{
    protected override IEnumerable<Scaled> Instances =>
        [(Scaled)Kernel.Parse("0.3 * (rbf + linear)"), (Scaled)Kernel.Parse("2 * (3 * rbf(lengthscale=2))")];

    [Fact]
    public void A_factor_goes_into_the_variance_of_an_elementary_kernel() =>
        Assert.Equal(Kernel.Parse("6 * rbf"), 2 * (3 * new Kernels.Stationary.Rbf()));

    protected override double Reference(Scaled kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        kernel.Factor * kernel.Inner.Evaluate(x, y);
}
