using Gramian.Kernels.Priors;

namespace Gramian.Kernels.Tests.Priors;

public sealed class PriorTests
{
    public static TheoryData<IPrior> All =>
    [
        new NormalPrior(0.7, 0.3), new NormalPrior(-2, 5), new LogNormalPrior(2, 0.5), new LogNormalPrior(0.1, 1.5),
        new GammaPrior(0.5, 2), new GammaPrior(3, 0.7), new GammaPrior(40, 9),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void The_density_integrates_to_one(IPrior prior)
    {
        // Positive laws by their logarithm, in which they fall off on both sides.
        double mass = prior is NormalPrior
            ? Quadrature.OverTheLine(v => Math.Exp(prior.LogDensity(v)), 100, 0.25)
            : Quadrature.OverTheLine(u => Math.Exp(prior.LogDensity(Math.Exp(u)) + u), 60, 0.25);
        Assert.Equal(1, mass, 1e-10);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_slope_agrees_with_differences(IPrior prior)
    {
        foreach (double value in new[] { 0.05, 0.4, 1, 3.7, 12 })
        {
            double step = 1e-4 * value;
            double expected = ((8 * (prior.LogDensity(value + step) - prior.LogDensity(value - step)))
                - (prior.LogDensity(value + (2 * step)) - prior.LogDensity(value - (2 * step)))) / (12 * step);
            Assert.Equal(expected, prior.Slope(value), 1e-8 * (1 + Math.Abs(expected) + (1 / step * 1e-6)));
        }
    }

    [Fact]
    public void A_positive_law_has_no_mass_at_zero_and_below()
    {
        foreach (double value in new[] { 0, -1, double.NaN })
        {
            Assert.Equal(double.NegativeInfinity, new LogNormalPrior(1, 1).LogDensity(value));
            Assert.Equal(double.NegativeInfinity, new GammaPrior(2, 1).LogDensity(value));
        }
    }

    [Fact]
    public void The_parameters_say_where_the_mass_is()
    {
        Assert.Equal(0, new NormalPrior(1.5, 2).Slope(1.5));
        var lognormal = new LogNormalPrior(3, 0.5);
        double below = Quadrature.OverTheLine(
            u => u < Math.Log(3) ? Math.Exp(lognormal.LogDensity(Math.Exp(u)) + u) : 0, 60, Math.Log(3));
        Assert.Equal(0.5, below, 1e-9);
        double mean = Quadrature.OverTheLine(
            u => Math.Exp(new GammaPrior(3, 2).LogDensity(Math.Exp(u)) + (2 * u)), 60, 0.25);
        Assert.Equal(1.5, mean, 1e-10);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Refuses_a_parameter_that_is_not_positive_and_finite(double value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NormalPrior(0, value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogNormalPrior(value, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogNormalPrior(1, value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GammaPrior(value, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GammaPrior(1, 1) with { Rate = value });
    }
}
