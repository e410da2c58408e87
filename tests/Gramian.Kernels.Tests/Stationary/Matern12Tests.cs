using Gramian.Kernels.Stationary;
using Gramian.Testing.Kernels;

namespace Gramian.Kernels.Tests.Stationary;

public sealed class Matern12Tests : KernelConformance<Matern12>
{
    protected override IEnumerable<Matern12> Instances => [new(), new(0.7, 2.5), new(new[] { 0.4, 1.3, 3.0 }, 0.6)];

    protected override double Reference(Matern12 kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double r = NaiveDistance.Euclidean(x, y, kernel.Lengthscale);
        return kernel.Variance * Math.Exp(-r);
    }
}
