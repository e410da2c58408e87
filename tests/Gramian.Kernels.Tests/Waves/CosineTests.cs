using Gramian.Kernels.Waves;
using Gramian.Testing.Kernels;

namespace Gramian.Kernels.Tests.Waves;

public sealed class CosineTests : KernelConformance<Cosine>
{
    protected override IEnumerable<Cosine> Instances => [new(), new(1.7, 2.5), new(new[] { 0.8, 1.3, 3.0 }, 0.6)];

    protected override double Reference(Cosine kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            sum += (x[k] - y[k]) / NaiveDistance.Of(kernel.Period, k);
        }

        return kernel.Variance * Math.Cos(2 * Math.PI * sum);
    }
}
