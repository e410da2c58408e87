using Gramian.Kernels.Stationary;
using Gramian.Testing.Kernels;

namespace Gramian.Kernels.Tests.Stationary;

public sealed class MaternTests : KernelConformance<Matern>
{
    protected override IEnumerable<Matern> Instances =>
        [new(), new(0.5, 0.7, 2.5), new(1.2, new[] { 0.4, 1.3, 3.0 }, 0.6)];

    protected override double Reference(Matern kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double r = NaiveDistance.Euclidean(x, y, kernel.Lengthscale);
        double s = Math.Sqrt(2 * kernel.Smoothness) * r;
        return s == 0 ? kernel.Variance : kernel.Variance
            * Math.Pow(2, 1 - kernel.Smoothness) / Numerics.Functions.SpecialFunctions.Gamma(kernel.Smoothness)
            * Math.Pow(s, kernel.Smoothness) * Numerics.Functions.SpecialFunctions.BesselK(kernel.Smoothness, s);
    }

    [Fact]
    public void Agrees_with_the_closed_forms()
    {
        double[] origin = [0];
        for (double r = 0; r < 12; r += 0.01)
        {
            // The mixture promises 1e-13; the closed forms have a few roundings.
            Assert.Equal(new Matern12().Evaluate(origin, [r]), new Matern(0.5, 1).Evaluate(origin, [r]), 2e-13);
            Assert.Equal(new Matern32().Evaluate(origin, [r]), new Matern(1.5, 1).Evaluate(origin, [r]), 2e-13);
            Assert.Equal(new Matern52().Evaluate(origin, [r]), new Matern(2.5, 1).Evaluate(origin, [r]), 2e-13);
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.8)]
    [InlineData(7.3)]
    [InlineData(30)]
    [InlineData(100)]
    public void Agrees_with_the_bessel_function(double smoothness)
    {
        var kernel = new Matern(smoothness, 1);

        // The Bessel function of order 100 overflows near 0, where the reference says nothing.
        foreach (double r in new[] { 0, 1e-6, 0.01, 0.3, 1, 2.5, 6 })
        {
            double expected = LogReference(smoothness, r);
            if (double.IsFinite(expected))
            {
                // The reference loses digits in the powers and in the gamma function of a large order.
                Assert.Equal(expected, kernel.Evaluate([0], [r]), 1e-11);
            }
        }
    }

    [Fact]
    public void Rejects_a_smoothness_outside_its_domain()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matern(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matern() with { Smoothness = 101 });
        Assert.Equal(1.5, (new Matern() with { Smoothness = 1.5 }).Smoothness);
    }

    private static double LogReference(double smoothness, double r)
    {
        double s = Math.Sqrt(2 * smoothness) * r;
        return s == 0 ? 1 : Math.Exp(((1 - smoothness) * Math.Log(2))
            - Numerics.Functions.SpecialFunctions.LogGamma(smoothness) + (smoothness * Math.Log(s))
            + Math.Log(Numerics.Functions.SpecialFunctions.BesselK(smoothness, s)));
    }
}
