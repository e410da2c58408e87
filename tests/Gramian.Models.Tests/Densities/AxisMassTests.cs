using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Densities;

public sealed class AxisMassTests
{
    private static readonly (double Low, double High)[] Ends = [(-1.5, -0.2), (0.1, 0.1001), (0.3, 40), (41, 41.5)];

    [Theory]
    [InlineData("gaussian", 0)]
    [InlineData("epanechnikov", 0)]
    [InlineData("exponential", 0)]
    [InlineData("gaussian", 0.5)]
    public void It_is_the_sum_over_all_points(string profile, double sensitivity)
    {
        // Three clusters far apart, so that points are inside, outside and across; shuffled, with weights.
        var random = new RandomStream(3);
        double[] values = new double[9000];
        double[] weights = new double[9000];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (20 * (i % 3)) + random.NextNormal();
            weights[i] = random.NextDouble();
        }

        FittedKernelDensity density = new KernelDensity
        {
            Profile = DensityProfile.All.First(some => some.Name == profile),
            Bandwidth = Bandwidth.OfScalar(0.2, 1),
            Sensitivity = sensitivity,
        }.Fit(Points.FromColumn(values), weights);
        double expected = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double wide = 0.2 * (sensitivity > 0 ? density.Factors[i] : 1);
            expected += Ends.Sum(part => density.Weights[i] * (
                Below(density.Profile, (part.High - values[i]) / wide)
                - Below(density.Profile, (part.Low - values[i]) / wide)));
        }

        var one = new AxisMass(density, new ComputeOptions { Threads = 1 });
        var two = new AxisMass(density, new ComputeOptions { Threads = 2 });
        Assert.Equal(expected, one.Of(Ends), 1e-12);
        Assert.Equal(one.Of(Ends), two.Of(Ends));
        Assert.Equal(1, one.Of([(-100, 100)]), 1e-12);
    }

    [Fact]
    public void Folded_places_count()
    {
        FittedKernelDensity density = new KernelDensity
        {
            Bandwidth = Bandwidth.OfScalar(0.5, 1), Supports = [AxisSupport.Reflected(0, double.PositiveInfinity)],
        }.Fit(Points.FromColumn([0.1, 0.4, 2]));
        double expected = new[] { 0.1, 0.4, 2 }.Average(x =>
            Below(DensityProfile.Gaussian, (1 - x) / 0.5) - Below(DensityProfile.Gaussian, (-1 - x) / 0.5));
        Assert.Equal(expected, new AxisMass(density, null).Of([(0, 1)]), 1e-14);
    }

    private static double Below(DensityProfile profile, double t) =>
        t >= 0 ? 1 - profile.Beyond(t) : profile.Beyond(-t);
}
