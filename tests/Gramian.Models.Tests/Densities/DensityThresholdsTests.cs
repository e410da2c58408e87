using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Densities;

public sealed class DensityThresholdsTests
{
    // Six decimals of the standard normal law: half a unit of the last one, and of a root that was given so.
    [Theory]
    [InlineData(0.05, 1.733061, 2.450918, 1.145882, 0.186175)]
    [InlineData(0.1, 1.370785, 1.938582, 1.038572, 0.137847)]
    [InlineData(0.2, 1.045652, 1.478775, 0.891689, 0.085362)]
    [InlineData(0.3, 0.867743, 1.227174, 0.783612, 0.056159)]
    [InlineData(0.5, 0.652145, 0.922273, 0.622436, 0.025886)]
    [InlineData(1.0, 0.372106, 0.526238, 0.369344, 0.003973)]
    [InlineData(2.0, 0.135368, 0.191440, 0.135346, 0.000082)]
    public void Knows_the_standard_normal_law(
        double alpha, double condensation, double centralLimit, double optimal, double divergence)
    {
        var thresholds = DensityThresholds.OfNormal(alpha, 1);
        Assert.Equal(condensation, thresholds.Condensation, 6e-7);
        Assert.Equal(centralLimit, thresholds.CentralLimit, 6e-7);
        Assert.Equal(optimal, thresholds.Optimal, 6e-7);
        Assert.Equal(divergence, thresholds.KullbackLeiblerPerDimension, 6e-7);
    }

    [Fact]
    public void Equal_variances_are_one_variance_and_a_scale_scales_every_bandwidth()
    {
        var one = DensityThresholds.OfNormal(0.3, 1);
        var many = DensityThresholds.OfNormal(0.3, 4, 4, 4, 4, 4);
        Assert.Equal(2 * one.Condensation, many.Condensation, 1e-12);
        Assert.Equal(2 * one.Optimal, many.Optimal, 1e-12);
        Assert.Equal(one.KullbackLeiblerPerDimension, many.KullbackLeiblerPerDimension, 1e-12);
        Assert.Equal(5, many.Dimension);
    }

    [Fact]
    public void The_value_and_its_slope_are_continuous_where_the_points_condense()
    {
        var thresholds = DensityThresholds.OfNormal(0.2, 1);
        double square = thresholds.Condensation * thresholds.Condensation;
        double Value(double h2) => thresholds.LogDensityPerDimension(Math.Sqrt(h2));
        const double Step = 1e-5;
        Assert.Equal(Value(square * (1 + 1e-12)), Value(square * (1 - 1e-12)), 1e-10);
        double expected = -0.5 * square / ((1 + square) * (1 + square));
        Assert.Equal(expected, (Value(square + Step) - Value(square)) / Step, 1e-4);
        Assert.Equal(expected, (Value(square) - Value(square - Step)) / Step, 1e-4);
    }

    [Fact]
    public void The_optimum_is_the_largest_value_of_the_estimate()
    {
        var thresholds = DensityThresholds.OfNormal(0.15, 0.5, 1, 3);
        double best = thresholds.LogDensityPerDimension(thresholds.Optimal);
        Assert.All(
            Enumerable.Range(1, 400).Select(i => i * 0.01),
            h => Assert.True(thresholds.LogDensityPerDimension(h) <= best + 1e-14));
    }

    [Fact]
    public void A_wide_bandwidth_gives_the_smoothed_law()
    {
        // The mean of the estimate is the density of N(0, (1 + h²) I), at |x|² = d.
        var thresholds = DensityThresholds.OfNormal(0.3, 1);
        const double H = 1.5;
        Assert.Equal(
            (-0.5 * Math.Log(2 * Math.PI * (1 + (H * H)))) - (0.5 / (1 + (H * H))),
            thresholds.LogDensityPerDimension(H), 1e-13);
    }

    [Fact]
    public void Names_the_regimes()
    {
        var thresholds = DensityThresholds.OfNormal(0.3, 1);
        Assert.Equal(DensityRegime.Normal, thresholds.RegimeOf(1.01 * thresholds.CentralLimit));
        Assert.Equal(DensityRegime.Stable, thresholds.RegimeOf(0.99 * thresholds.CentralLimit));
        Assert.Equal(DensityRegime.Stable, thresholds.RegimeOf(1.01 * thresholds.Condensation));
        Assert.Equal(DensityRegime.Condensed, thresholds.RegimeOf(0.99 * thresholds.Condensation));
        Assert.Equal(0.75, thresholds.Participation(0.5 * thresholds.Condensation), 1e-12);
        Assert.Equal(0, thresholds.Participation(2 * thresholds.Condensation));
    }

    [Fact]
    public void One_point_condenses_at_every_bandwidth()
    {
        var thresholds = DensityThresholds.OfNormal(0, 1);
        Assert.Equal(double.PositiveInfinity, thresholds.Condensation);
        Assert.Equal(DensityRegime.Condensed, thresholds.RegimeOf(100));
        Assert.Equal(0.5 * Math.Log(2), thresholds.KullbackLeiblerPerDimension, 1e-14);
    }

    [Fact]
    public void A_sample_tells_its_covariance_and_a_dead_direction_does_not_count()
    {
        var stream = new RandomStream(3);
        var values = new Matrix<double>(4000, 3);
        for (int i = 0; i < values.Rows; i++)
        {
            (values[i, 0], values[i, 1], values[i, 2]) = (stream.NextNormal(), stream.NextNormal(), 7);
        }

        var found = DensityThresholds.OfSample(new Points(values));
        Assert.Equal(2, found.Dimension);
        Assert.Equal(Math.Log(4000) / 2, found.Alpha, 1e-14);

        // A sample variance of 4000 rows is within 7 % at three standard deviations, a bandwidth within half of that.
        double expected = DensityThresholds.OfNormal(found.Alpha, 1).Condensation;
        Assert.InRange(found.Condensation / expected, 0.96, 1.04);
    }

    [Fact]
    public void Refuses_what_is_no_law()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DensityThresholds.OfNormal(-0.1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DensityThresholds.OfNormal(0.1, 1, 0));
        Assert.Throws<ArgumentException>(() => DensityThresholds.OfNormal(0.1));
        Assert.Throws<ArgumentException>(
            () => DensityThresholds.OfSample(Points.FromColumn([2, 2, 2])));
        Assert.Throws<ArgumentOutOfRangeException>(() => DensityThresholds.OfNormal(0.1, 1).RegimeOf(0));
    }
}
