using Gramian.Atlas.KdeLargeDim;
using Gramian.Models.Densities;
using Gramian.Numerics;

namespace Gramian.Atlas.Tests.KdeLargeDim;

public sealed class FiniteLawTests
{
    [Theory]
    [InlineData(16, 0.9)]
    [InlineData(64, 1.3)]
    [InlineData(512, 0.6)]
    public void One_point_has_the_mean_of_its_exponent(int dimension, double bandwidth)
    {
        // E ln w = −E‖x − y‖²/2h² = −d/h².
        double expected = (-1 / (bandwidth * bandwidth)) - (0.5 * Math.Log(2 * Math.PI * bandwidth * bandwidth));
        Assert.Equal(expected, FiniteLaw.LogDensityPerDimension(dimension, 0, bandwidth), 1e-4 * Math.Abs(expected));
    }

    [Fact]
    public void It_is_the_mean_over_samples_where_samples_can_be_drawn()
    {
        // 200 samples with 300 fresh points each: the standard error is near 0.03 h_G²/h² over d, the sums being made
        // by the nearest of 55 points.
        SizeRun run = SizeRun.Measure(Sizes.All[0], 200, 100, ComputeOptions.Default);
        Assert.All(Enumerable.Range(0, SizeRun.Multiples.Count), i => Assert.Equal(
            FiniteLaw.LogDensityPerDimension(
                run.Sizes.Dimension, Math.Log(run.Sizes.Count), SizeRun.Multiples[i] * run.Theory.Condensation),
            run.LogDensity[i], 0.008));
    }

    [Theory]
    [InlineData(0.15)]
    [InlineData(0.5)]
    public void It_tends_to_the_formulas_of_the_limit(double alpha)
    {
        var theory = DensityThresholds.OfNormal(alpha, 1);
        Assert.All([0.75, 1.2, 2], multiple =>
        {
            double h = multiple * theory.Condensation;
            double Error(int d) =>
                Math.Abs(FiniteLaw.LogDensityPerDimension(d, alpha * d, h) - theory.LogDensityPerDimension(h));
            Assert.True(Error(512) < 0.5 * Error(64));
            Assert.True(Error(512) < 0.02);
        });
    }

    [Fact]
    public void The_best_bandwidth_is_above_h_G_for_few_dimensions_and_below_it_for_many()
    {
        var theory = DensityThresholds.OfNormal(0.25, 1);
        Assert.InRange(FiniteLaw.Optimum(16, 0.25) / theory.Condensation, 1.01, 1.05);
        Assert.InRange(FiniteLaw.Optimum(256, 0.25), theory.Optimal, 0.93 * theory.Condensation);
    }
}
