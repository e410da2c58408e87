using Gramian.Kernels.InnerProducts;
using Gramian.Testing.Kernels;

namespace Gramian.Kernels.Tests.InnerProducts;

public sealed class LinearTests : KernelConformance<Linear>
{
    protected override IEnumerable<Linear> Instances => [new(), new(2.5)];

    protected override double Reference(Linear kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            sum += x[k] * y[k];
        }

        return kernel.Variance * sum;
    }
}
