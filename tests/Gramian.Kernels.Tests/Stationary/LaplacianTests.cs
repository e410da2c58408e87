using Gramian.Kernels.Stationary;
using Gramian.Testing.Kernels;

namespace Gramian.Kernels.Tests.Stationary;

public sealed class LaplacianTests : KernelConformance<Laplacian>
{
    protected override IEnumerable<Laplacian> Instances => [new(), new(0.7, 2.5), new(new[] { 0.4, 1.3, 3.0 }, 0.6)];

    protected override double Reference(Laplacian kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            sum += Math.Abs(x[k] - y[k]) / NaiveDistance.Of(kernel.Lengthscale, k);
        }

        return kernel.Variance * Math.Exp(-sum);
    }
}
