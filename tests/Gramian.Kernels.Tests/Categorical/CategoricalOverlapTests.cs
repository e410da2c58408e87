using Gramian.Kernels.Categorical;
using Gramian.Testing.Kernels;

namespace Gramian.Kernels.Tests.Categorical;

public sealed class CategoricalOverlapTests : KernelConformance<CategoricalOverlap>
{
    protected override IEnumerable<CategoricalOverlap> Instances =>
        [new(), new(0.7, 2.5), new(new[] { 0.4, 1.3, 3.0 }, 0.6)];

    protected override double Reference(CategoricalOverlap kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            sum += x[k] == y[k] ? 0 : 1 / NaiveDistance.Of(kernel.Lengthscale, k);
        }

        return kernel.Variance * Math.Exp(-sum);
    }

    protected override double Coordinate(double normal) =>
        Math.Round(normal * 100) % 3 == 0 ? 0 : Math.Round(normal * 1e9);
}
