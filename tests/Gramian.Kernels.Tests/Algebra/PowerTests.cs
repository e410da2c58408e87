using Gramian.Kernels.Algebra;
using Gramian.Kernels.Waves;
using Gramian.Testing.Kernels;

namespace Gramian.Kernels.Tests.Algebra;

public sealed class PowerTests : KernelConformance<Power>
{
    protected override IEnumerable<Power> Instances =>
        [(Power)Kernel.Parse("linear^1"), (Power)Kernel.Parse("(0.5 * rbf + linear)^3"), new(new Cosine(9), 6)];

    [Fact]
    public void Rejects_an_exponent_of_zero() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Kernels.Stationary.Rbf().Pow(0));

    protected override double Reference(Power kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        Math.Pow(kernel.Inner.Evaluate(x, y), kernel.Exponent);
}
