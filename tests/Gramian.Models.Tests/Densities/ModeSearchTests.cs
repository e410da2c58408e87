using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Densities;

public sealed class ModeSearchTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    public void Modes_are_places_without_slope_that_all_around_are_below(double sensitivity)
    {
        FittedKernelDensity density = Fit(Hills(), 0.6, sensitivity);
        DensityModes found = new ModeSearch().Find(density);
        Assert.True(found.Converged);
        Assert.True(found.LargestCurvature < 0);
        Assert.InRange(found.LargestStep, 0, 1e-7);
        Assert.Equal(3, found.Shares.Count(share => share > 0.1));
        Assert.Equal(1, found.Shares.Sum(), 1e-12);
        for (int mode = 0; mode < found.Modes.Count; mode++)
        {
            double at = found.LogDensities[mode];
            foreach ((double a, double b) in new[] { (1e-3, 0.0), (-1e-3, 0.0), (0.0, 1e-3), (0.0, -1e-3) })
            {
                Points beside = Points.FromRows(new double[,]
                {
                    { found.Modes.Values[mode, 0] + a, found.Modes.Values[mode, 1] + b },
                });
                Assert.True(density.LogDensity(beside)[0] < at);
            }
        }
    }

    [Fact]
    public void Basins_are_the_hills_and_the_highest_comes_first()
    {
        DensityModes found = new ModeSearch().Find(Fit(Hills(), 0.8, 0));
        Assert.Equal(found.LogDensities.OrderDescending(), found.LogDensities);
        for (int hill = 0; hill < 3; hill++)
        {
            int[] labels = [.. found.Labels.Skip(hill * 60).Take(60)];
            int usual = labels.GroupBy(label => label).MaxBy(group => group.Count())!.Key;
            Assert.True(labels.Count(label => label == usual) >= 55);
        }
    }

    [Fact]
    public void A_point_that_rests_on_a_saddle_goes_on()
    {
        // By symmetry the middle one never leaves by itself, and two far hills make it a minimum.
        FittedKernelDensity density = Fit(Points.FromColumn([-2, -2.1, -1.9, 0, 1.9, 2, 2.1]), 0.9, 0);
        DensityModes found = new ModeSearch().Find(density);
        Assert.True(found.Converged);
        Assert.Equal(2, found.Modes.Count);
        Assert.Equal(found.Modes.Values[0, 0], -found.Modes.Values[1, 0], 1e-5);
    }

    [Fact]
    public void One_normal_hill_has_one_mode_at_its_mean_and_many_bandwidths_apart_each_point_is_one()
    {
        DensityModes one = new ModeSearch().Find(Fit(Points.FromColumn([1, 2, 3, 4]), 5, 0));
        Assert.Equal(1, one.Modes.Count);
        Assert.Equal(2.5, one.Modes.Values[0, 0], 1e-6);
        DensityModes four = new ModeSearch().Find(Fit(Points.FromColumn([1, 2, 3, 4]), 0.05, 0));
        Assert.Equal(4, four.Modes.Count);
    }

    [Fact]
    public void A_search_that_was_cut_short_says_so()
    {
        DensityModes found = new ModeSearch { IterationLimit = 1 }.Find(Fit(Hills(), 0.8, 0));
        Assert.False(found.Converged);
        Assert.True(found.LargestStep > 1e-7);
    }

    [Fact]
    public void Refuses_what_it_cannot_climb()
    {
        NotSupportedException refused = Assert.Throws<NotSupportedException>(() => new ModeSearch().Find(
            new KernelDensity { Profile = DensityProfile.Cosine, Bandwidth = Bandwidth.OfScalar(1, 1) }
                .Fit(Points.FromColumn([1, 2]))));
        Assert.Contains("cosine", refused.Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => new ModeSearch().Find(new KernelDensity
        {
            Bandwidth = Bandwidth.OfScalar(1, 1), Supports = [AxisSupport.Logarithm()],
        }.Fit(Points.FromColumn([1, 2]))));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ModeSearch { Tolerance = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ModeSearch { MergeDistance = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ModeSearch { IterationLimit = 0 });
    }

    private static FittedKernelDensity Fit(Points points, double length, double sensitivity) => new KernelDensity
    {
        Bandwidth = Bandwidth.OfScalar(length, points.Dimension), Sensitivity = sensitivity,
    }.Fit(points);

    // Sixty points around each of three places.
    private static Points Hills()
    {
        var stream = new RandomStream(7);
        var values = new Matrix<double>(180, 2);
        for (int i = 0; i < 180; i++)
        {
            (double x, double y) = (i / 60) switch { 0 => (0.0, 0.0), 1 => (5.0, 0.0), _ => (0.0, 6.0) };
            (values[i, 0], values[i, 1]) = (x + (0.7 * stream.NextNormal()), y + (0.7 * stream.NextNormal()));
        }

        return new Points(values);
    }
}
