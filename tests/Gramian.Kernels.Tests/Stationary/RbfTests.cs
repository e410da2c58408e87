using Gramian.Kernels.Stationary;
using Gramian.Testing.Kernels;

namespace Gramian.Kernels.Tests.Stationary;

public sealed class RbfTests : KernelConformance<Rbf>
{
    protected override IEnumerable<Rbf> Instances => [new(), new(0.7, 2.5), new(new[] { 0.4, 1.3, 3.0 }, 0.6)];

    protected override double Reference(Rbf kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double r = NaiveDistance.Euclidean(x, y, kernel.Lengthscale);
        return kernel.Variance * Math.Exp(-r * r / 2);
    }

    [Fact]
    public void Converts_the_conventions_of_other_libraries()
    {
        double[] origin = [0];
        double[] point = [1.5];
        Assert.Equal(Math.Exp(-0.3 * 2.25), Rbf.FromGamma(0.3).Evaluate(origin, point), 1e-15);
        Assert.Equal(Math.Exp(-2.25 / 4), Rbf.FromBandwidth(2).Evaluate(origin, point), 1e-15);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Rejects_a_parameter_that_is_not_positive_and_finite(double value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rbf(value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rbf(1, value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rbf() with { Variance = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => Rbf.FromGamma(value));
    }
}
