using Gramian.Kernels.Stationary;
using Gramian.Testing.Kernels;

namespace Gramian.Kernels.Tests.Stationary;

public sealed class RationalQuadraticTests : KernelConformance<RationalQuadratic>
{
    protected override IEnumerable<RationalQuadratic> Instances =>
        [new(), new(0.7, 0.4, 2.5), new(new[] { 0.4, 1.3, 3.0 }, 2, 0.6)];

    protected override double Reference(RationalQuadratic kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double r = NaiveDistance.Euclidean(x, y, kernel.Lengthscale);
        return kernel.Variance * Math.Pow(1 + (r * r / (2 * kernel.Alpha)), -kernel.Alpha);
    }

    [Fact]
    public void Has_the_known_value_at_distance_one() =>
        Assert.Equal(0.64, new RationalQuadratic(1, 2).Evaluate([0], [1]), 1e-15);

    [Fact]
    public void Tends_to_the_squared_exponential() =>
        Assert.Equal(new Rbf().Evaluate([0], [1.3]), new RationalQuadratic(1, 1e10).Evaluate([0], [1.3]), 1e-9);
}
