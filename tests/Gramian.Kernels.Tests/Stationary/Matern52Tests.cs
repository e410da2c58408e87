using Gramian.Kernels.Stationary;
using Gramian.Testing.Kernels;

namespace Gramian.Kernels.Tests.Stationary;

public sealed class Matern52Tests : KernelConformance<Matern52>
{
    protected override IEnumerable<Matern52> Instances => [new(), new(0.7, 2.5), new(new[] { 0.4, 1.3, 3.0 }, 0.6)];

    protected override double Reference(Matern52 kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double r = NaiveDistance.Euclidean(x, y, kernel.Lengthscale);
        return kernel.Variance * (1 + (Math.Sqrt(5) * r) + (5 * r * r / 3)) * Math.Exp(-Math.Sqrt(5) * r);
    }
}
