using Gramian.Kernels.InnerProducts;
using Gramian.Testing.Kernels;

namespace Gramian.Kernels.Tests.InnerProducts;

public sealed class ConstantTests : KernelConformance<Constant>
{
    protected override IEnumerable<Constant> Instances => [new(), new(2.5)];

    protected override double Reference(Constant kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        return kernel.Variance;
    }
}
