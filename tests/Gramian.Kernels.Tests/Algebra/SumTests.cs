using Gramian.Kernels.Algebra;
using Gramian.Testing.Kernels;

namespace Gramian.Kernels.Tests.Algebra;

public sealed class SumTests : KernelConformance<Sum>
{
    protected override IEnumerable<Sum> Instances =>
    [
        (Sum)Kernel.Parse("rbf(lengthscale=0.5) + 0.3 * linear"),
        (Sum)Kernel.Parse("0.8 * matern52(lengthscale=[1, 2, 0.3]) + linear + constant + (rbf * periodic + linear)"),
    ];

    protected override double Reference(Sum kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        foreach (Kernel part in kernel.Parts)
        {
            sum += part.Evaluate(x, y);
        }

        return sum;
    }
}
