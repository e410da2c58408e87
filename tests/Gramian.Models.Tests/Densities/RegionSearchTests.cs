using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Numerics;
using Gramian.Numerics.Contours;
using Gramian.Numerics.Functions;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Densities;

public sealed class RegionSearchTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.95)]
    [InlineData(0.999)]
    public void The_region_of_a_normal_law_is_between_its_quantiles(double share)
    {
        DensityRegion region = Assert.Single(new RegionSearch().HighestDensity(One(3, 2), [share]));
        double z = SpecialFunctions.NormalQuantile(0.5 + (0.5 * share));
        DensityInterval only = Assert.Single(region.Intervals);

        // Two bandwidths of 2 times the tolerance of 1e-9, and what the mass leaves open in the level.
        Assert.Equal(3 - (2 * z), only.Lower, 5e-9);
        Assert.Equal(3 + (2 * z), only.Upper, 5e-9);
        Assert.Equal(share, region.Mass, 1e-9);
        Assert.Equal((-0.5 * z * z) - (0.5 * Math.Log(2 * Math.PI)) - Math.Log(2), region.LogLevel, 1e-8);
        Assert.Equal(only.Length, region.Size);
        Assert.InRange(region.SizeError, 1e-10, 1e-8);
        Assert.Equal(region.SizeError * Math.Exp(region.LogLevel), region.MassError, 1e-20);
        Assert.Equal(share, region.Share);
    }

    [Fact]
    public void Modes_apart_have_intervals_of_their_own_and_a_valley_joins_them_at_lower_levels()
    {
        // Two normal laws of weight 1/4 and 3/4 that do not meet: each level cuts both.
        FittedKernelDensity density = new KernelDensity { Bandwidth = Bandwidth.OfScalar(1, 1) }
            .Fit(Points.FromColumn([-20, 20]), [1, 3]);
        DensityRegion region = new RegionSearch().HighestDensity(density, [0.9])[0];
        Assert.Equal(2, region.Intervals.Count);
        double lower = 0.5 * region.Intervals[0].Length;
        double upper = 0.5 * region.Intervals[1].Length;
        double Inside(double z) => 1 - (2 * SpecialFunctions.NormalCdf(-z));
        Assert.Equal(0.9, (0.25 * Inside(lower)) + (0.75 * Inside(upper)), 1e-8);
        Assert.Equal(2 * Math.Log(3), (upper * upper) - (lower * lower), 1e-7);
        Assert.Single(new RegionSearch().HighestDensity(density, [0.4])[0].Intervals);
        DensityRegion low = new RegionSearch().Above(density, -250);
        Assert.Equal(1, low.Mass, 1e-14);
        DensityInterval joined = Assert.Single(low.Intervals);
        Assert.Equal(-250, density.LogDensity(Points.FromColumn([joined.Lower]))[0], 1e-6);
    }

    [Fact]
    public void Many_points_have_the_mass_that_each_has_inside_for_any_number_of_threads()
    {
        var random = new RandomStream(12);
        double[] values = [.. Enumerable.Range(0, 9000).Select(_ => random.NextNormal())];
        FittedKernelDensity density = new KernelDensity { Bandwidth = Bandwidth.OfScalar(0.5, 1) }
            .Fit(Points.FromColumn(values));
        DensityRegion One(int threads) => new RegionSearch().HighestDensity(
            density, [0.7], new ComputeOptions { Threads = threads })[0];
        DensityRegion region = One(1);
        double inside = values.Average(x => region.Intervals.Sum(part =>
            SpecialFunctions.NormalCdf((part.Upper - x) / 0.5) - SpecialFunctions.NormalCdf((part.Lower - x) / 0.5)));
        Assert.Equal(inside, region.Mass, 1e-12);
        Assert.Equal(region.Mass, One(2).Mass);
    }

    [Theory]
    [InlineData("gaussian", 0)]
    [InlineData("exponential", 0)]
    [InlineData("logistic", 0)]
    [InlineData("epanechnikov", 0)]
    [InlineData("triweight", 0.5)]
    [InlineData("triangular", 0)]
    [InlineData("uniform", 0)]
    [InlineData("cosine", 0)]
    [InlineData("gaussian", 0.5)]
    public void What_is_inside_has_the_level_and_the_mass(string name, double sensitivity)
    {
        FittedKernelDensity density = new KernelDensity
        {
            Profile = DensityProfile.All.Single(profile => profile.Name == name),
            Sensitivity = sensitivity,
        }.Fit(Sample());
        CheckMassAndEnds(density, 0.8);
    }

    [Fact]
    public void Supports_are_kept_to()
    {
        Points points = Sample();
        foreach (AxisSupport support in new[]
        {
            AxisSupport.Reflected(0, double.PositiveInfinity), AxisSupport.Reflected(0, 12), AxisSupport.Logarithm(),
            AxisSupport.Logit(0, 12),
        })
        {
            FittedKernelDensity density = new KernelDensity { Supports = [support] }.Fit(points);
            CheckMassAndEnds(density, 0.8);
        }

        FittedKernelDensity bounded = new KernelDensity
        {
            Supports = [AxisSupport.Reflected(0, 12)], Bandwidth = Bandwidth.OfScalar(4, 1),
        }.Fit(points);
        DensityRegion all = new RegionSearch().Above(bounded, -20);
        Assert.Equal(new DensityInterval(0, 12), Assert.Single(all.Intervals));
        Assert.Equal(1, all.Mass, 1e-12);
    }

    // Computed with NumPy 1.24 and SciPy 1.10: brentq on levels, on ends between places of a fine grid, and on normal
    // distribution functions.
    [Theory]
    [InlineData(0.5, -9.079797914412948, 18938.94982, 21228.35064, 21976.79189, 23289.72701)]
    [InlineData(0.9, -11.007583880679675, 8579.64587, 10823.30925, 17646.91408, 26439.24405)]
    [InlineData(0.99, -12.317555689361917, 8001.31021, 11462.6718, 15071.69852, 27914.62098, 31290.54507, 34946.52546)]
    public void Knows_the_regions_of_the_galaxies(double share, double level, params double[] ends)
    {
        DensityRegion region = new RegionSearch().HighestDensity(
            new KernelDensity { Bandwidth = Bandwidth.OfScalar(700, 1) }.Fit(Points.FromColumn(Galaxies.Velocities)),
            [share])[0];
        Assert.Equal(level, region.LogLevel, 1e-9);
        double[] found = [.. region.Intervals.SelectMany(part => new[] { part.Lower, part.Upper })];
        Assert.Equal(ends, found, (one, two) => Math.Abs(one - two) < 2e-5);
    }

    [Fact]
    public void A_level_just_below_a_peak_finds_it()
    {
        // The peak lies between the places of the grid, and the interval is shorter than their distance.
        FittedKernelDensity density = One(0.123, 1);
        double peak = -0.5 * Math.Log(2 * Math.PI);
        DensityInterval top = Assert.Single(new RegionSearch().Above(density, peak - 5e-5).Intervals);
        Assert.Equal(0.02, top.Length, 1e-7);
        DensityRegion above = new RegionSearch().Above(density, peak + 1e-6);
        Assert.Empty(above.Intervals);
        Assert.Equal(0, above.Mass);
        Assert.Equal(0, above.Size);
    }

    [Fact]
    public void A_level_just_above_a_valley_cuts_it()
    {
        // Unequal weights move the valley away from the places of the grid; the gap is shorter than their distance.
        FittedKernelDensity density = new KernelDensity { Bandwidth = Bandwidth.OfScalar(1, 1) }
            .Fit(Points.FromColumn([0, 3.1]), [1, 1.3]);
        double[] places = [.. Enumerable.Range(0, 100001).Select(i => 1 + (1e-5 * i))];
        double[] logs = density.LogDensity(Points.FromColumn(places));
        double valley = logs.Min();
        IReadOnlyList<DensityInterval> parts = new RegionSearch().Above(density, valley + 1e-5).Intervals;
        Assert.Equal(2, parts.Count);
        double centre = places[Array.IndexOf(logs, valley)];
        Assert.InRange(centre, parts[0].Upper, parts[1].Lower);
        Assert.InRange(parts[1].Lower - parts[0].Upper, 0.001, 0.02);
        Assert.Single(new RegionSearch().Above(density, valley - 1e-5).Intervals);
    }

    [Fact]
    public void The_region_of_a_plane_normal_law_is_a_disc()
    {
        FittedKernelDensity density = new KernelDensity { Bandwidth = Bandwidth.OfAxes(1, 3) }
            .Fit(new Points(new Matrix<double>(1, 2)));
        DensityRegion region = new RegionSearch { Draws = 20000 }.HighestDensity(density, [0.5])[0];
        Polygon disc = Assert.Single(region.Polygons);
        double square = 2 * (-region.LogLevel - Math.Log(2 * Math.PI) - Math.Log(3));
        Assert.Equal(3 * Math.PI * square, region.Size, 5 * region.SizeError);
        Assert.InRange(region.SizeError / region.Size, 1e-9, 1e-3);
        Assert.Equal(region.Size, disc.Area, 1e-12);

        // The mass is 1 − exp(−r²/2); three standard errors, of the level and of the count.
        Assert.Equal(1 - Math.Exp(-0.5 * square), region.Mass, 3 * region.MassError);
        Assert.Equal(0.5, region.Mass, 5 * region.MassError);
        Assert.Equal(Math.Sqrt(0.25 / 20000), region.MassError, 1e-4);
        double half = Math.Sqrt(square);
        Assert.Equal([true, true, false, false], region.Contains(new Points(Matrix<double>.FromArray(new double[,]
        {
            { 0, 0 }, { 0.99 * half, 0 }, { 1.01 * half, 0 }, { 0, 3.03 * half },
        }))));
    }

    [Theory]
    [InlineData("epanechnikov", false)]
    [InlineData("gaussian", true)]
    public void Areas_of_the_plane_agree_with_a_count(string name, bool bounded)
    {
        var values = new Matrix<double>(40, 2);
        var random = new RandomStream(2);
        for (int i = 0; i < values.Rows; i++)
        {
            (values[i, 0], values[i, 1]) = (random.NextDouble(), Math.Exp(random.NextNormal()));
        }

        FittedKernelDensity density = new KernelDensity
        {
            Profile = DensityProfile.All.Single(profile => profile.Name == name),
            Supports = bounded ? [AxisSupport.Reflected(0, 1), AxisSupport.Logarithm()] : null,
        }.Fit(new Points(values));
        DensityRegion region = new RegionSearch().HighestDensity(density, [0.7])[0];
        const int Lines = 300;
        (double low, double high) = (-2, 12);
        var places = new Matrix<double>(Lines * Lines, 2);
        for (int i = 0; i < places.Rows; i++)
        {
            places[i, 0] = low + ((high - low) * (0.5 + (i % Lines)) / Lines);
            places[i, 1] = low + ((high - low) * (0.5 + (i / Lines)) / Lines);
        }

        double cell = (high - low) * (high - low) / (Lines * Lines);
        double counted = cell * region.Contains(new Points(places)).Count(inside => inside);
        Assert.Equal(counted, region.Size, 0.03 * counted);
        Assert.Equal(region.Size, region.Polygons.Sum(part => part.Area), 1e-12);
        double[] inPolygons = [.. Enumerable.Range(0, places.Rows).Where(i =>
            region.Polygons.Any(part => part.Contains(places[i, 0], places[i, 1]))).Select(i => cell)];
        Assert.Equal(counted, inPolygons.Sum(), 0.03 * counted);
    }

    [Fact]
    public void In_many_axes_membership_and_mass_are_left()
    {
        FittedKernelDensity density = new KernelDensity { Bandwidth = Bandwidth.OfScalar(1, 5) }
            .Fit(new Points(new Matrix<double>(1, 5)));
        DensityRegion region = new RegionSearch { Draws = 20000 }.HighestDensity(density, [0.9])[0];
        Assert.Empty(region.Polygons);
        Assert.Empty(region.Intervals);
        Assert.True(double.IsNaN(region.Size));

        // χ² of five degrees has its 90 % point at 9.2364.
        Assert.Equal(9.2364, -2 * (region.LogLevel + (2.5 * Math.Log(2 * Math.PI))), 0.25);
        Assert.Equal(0.9, region.Mass, 5 * region.MassError);

        // Counted on the draws that gave the level it would be 0.9 to the last digit.
        Assert.NotEqual(0.9, region.Mass);
        Assert.Equal([true, false], region.Contains(new Points(Matrix<double>.FromArray(new double[,]
        {
            { 1, 1, 1, 1, 1 }, { 3, 2, 0, 0, 0 },
        }))));
    }

    [Fact]
    public void Regions_are_always_the_same_and_grow_with_the_share()
    {
        FittedKernelDensity density = new KernelDensity().Fit(Sample());
        IReadOnlyList<DensityRegion> one = new RegionSearch().HighestDensity(density, [0.3, 0.6, 0.9]);
        IReadOnlyList<DensityRegion> other = new RegionSearch().HighestDensity(
            density, [0.3, 0.6, 0.9], new ComputeOptions { Threads = 1 });
        for (int k = 0; k < 3; k++)
        {
            Assert.Equal(one[k].Intervals, other[k].Intervals);
            Assert.True(k == 0 || one[k].Size > one[k - 1].Size);
            Assert.True(k == 0 || one[k].LogLevel < one[k - 1].LogLevel);
        }
    }

    [Fact]
    public void Refuses_what_is_no_share_or_level()
    {
        FittedKernelDensity density = One(0, 1);
        var search = new RegionSearch();
        Assert.Throws<ArgumentOutOfRangeException>(() => search.HighestDensity(density, [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => search.HighestDensity(density, [0.5, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => search.HighestDensity(density, [double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => search.Above(density, double.NegativeInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RegionSearch { Tolerance = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RegionSearch { Draws = 10 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RegionSearch { GridLines = 20 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RegionSearch { GridLines = 15 });
    }

    [Fact]
    public void Stops_when_it_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => new RegionSearch().HighestDensity(
            One(0, 1), [0.5], new ComputeOptions { CancellationToken = source.Token }));
    }

    private static void CheckMassAndEnds(FittedKernelDensity density, double share)
    {
        DensityRegion region = new RegionSearch().HighestDensity(density, [share])[0];
        bool jumps = density.Profile == DensityProfile.Uniform;
        if (jumps)
        {
            Assert.InRange(region.Mass, share - 1e-9, share + 0.1);
        }
        else
        {
            Assert.Equal(share, region.Mass, 1e-8);
        }

        double integral = 0;
        foreach (DensityInterval part in region.Intervals)
        {
            Assert.True(part.Length > 0);
            double beside = 1e-6 * part.Length;
            double[] around = density.LogDensity(Points.FromColumn([
                part.Lower - beside, part.Lower + beside, part.Upper - beside, part.Upper + beside]));
            Assert.True(around[1] >= region.LogLevel && around[2] >= region.LogLevel);
            Assert.True(around[0] < region.LogLevel || part.Lower == density.Supports[0].Lower);
            Assert.True(around[3] < region.LogLevel || part.Upper == density.Supports[0].Upper);

            // The middle of many cells.
            const int Cells = 20000;
            double[] middles = [.. Enumerable.Range(0, Cells).Select(i =>
                part.Lower + (part.Length * (i + 0.5) / Cells))];
            integral += density.LogDensity(Points.FromColumn(middles)).Sum(Math.Exp) * part.Length / Cells;
        }

        // A jump of a profile is hidden in one cell: 1/60 of the density there over a cell, at most 120 times.
        Assert.Equal(integral, region.Mass, jumps ? 1e-4 : 1e-6);
    }

    private static Points Sample()
    {
        var random = new RandomStream(11);
        var values = new double[60];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = i % 3 == 0 ? 8 + random.NextNormal() : Math.Abs(1.5 * random.NextNormal());
        }

        return Points.FromColumn(values);
    }

    private static FittedKernelDensity One(double centre, double bandwidth) =>
        new KernelDensity { Bandwidth = Bandwidth.OfScalar(bandwidth, 1) }.Fit(Points.FromColumn([centre]));
}
