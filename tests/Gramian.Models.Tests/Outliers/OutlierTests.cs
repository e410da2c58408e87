using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Models.Outliers;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Outliers;

public sealed class OutlierTests
{
    public static TheoryData<string> Models => ["kde", "ocsvm"];

    [Fact]
    public void A_density_score_is_minus_the_density_from_the_others()
    {
        Points points = Points.FromColumn([0, 0.1, 0.2, 5]);
        var recipe = new DensityOutliers
        {
            Density = new KernelDensity { Bandwidth = Bandwidth.OfScalar(1, 1) }, Contamination = 0.25,
        };
        FittedOutliers fitted = recipe.Fit(points);
        double[] expected = [.. recipe.Density.Fit(points).LeaveOneOut().Select(log => -log)];
        Assert.All(expected.Zip(fitted.Training.Scores), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
        Assert.Equal([false, false, false, true], fitted.Training.Flags);
        Assert.Equal(0.25, fitted.Training.Ranks[3]);
        Assert.Equal(fitted.Training.Scores[3], fitted.Threshold);
        OutlierScores fresh = fitted.Score(Points.FromColumn([0.1, 50]));
        Assert.Equal([(1.0 + 4) / 5, 0.2], fresh.Ranks);
        Assert.Equal([false, true], fresh.Flags);
        Assert.Equal(-recipe.Density.Fit(points).LogDensity(Points.FromColumn([50]))[0], fresh.Scores[1]);
    }

    [Fact]
    public void Ties_at_the_cut_are_left_and_the_share_is_never_exceeded()
    {
        // Two symmetric ends: one of four may be flagged, and neither is more unusual than the other.
        var recipe = new DensityOutliers
        {
            Density = new KernelDensity { Bandwidth = Bandwidth.OfScalar(1, 1) }, Contamination = 0.25,
        };
        FittedOutliers fitted = recipe.Fit(Points.FromColumn([-4, -1, 1, 4]));
        Assert.DoesNotContain(true, fitted.Training.Flags);
        Assert.True(double.IsNaN(fitted.Threshold));
        FittedOutliers half = (recipe with { Contamination = 0.5 }).Fit(Points.FromColumn([-4, -1, 1, 4]));
        Assert.Equal([true, false, false, true], half.Training.Flags);
    }

    [Fact]
    public void The_machine_flags_at_most_nu_and_holds_at_least_nu_as_support()
    {
        Points points = Ring(400, seed: 2);
        foreach (double nu in new[] { 0.02, 0.1, 0.3 })
        {
            FittedOutliers fitted = new SupportVectorOutliers { Nu = nu }.Fit(points);
            int flagged = fitted.Training.Flags.Count(flag => flag);
            Assert.InRange(flagged, 0, (int)(nu * 400));
            Assert.True(fitted.Certificate!.Converged);
            Assert.InRange(flagged, (int)((nu * 400) - 8), 400);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Finds_planted_rows_in_and_around_a_ring_whatever_the_units(string model)
    {
        // In the middle of the ring, and outside of it.
        Points ring = Ring(300, seed: 3);
        var values = new Matrix<double>(303, 2);
        for (int i = 0; i < 300; i++)
        {
            (values[i, 0], values[i, 1]) = (ring.Values[i, 0], 1e6 + (1e-3 * ring.Values[i, 1]));
        }

        (values[300, 0], values[300, 1]) = (0, 1e6);
        (values[301, 0], values[301, 1]) = (3, 1e6 + 3e-3);
        (values[302, 0], values[302, 1]) = (-2.5, 1e6);
        FittedOutliers fitted = Fit(model, new Points(values));
        int[] worst =
            [.. Enumerable.Range(0, 303).OrderByDescending(row => fitted.Training.Scores[row]).Take(3).Order()];

        // A machine whose γ is 1/2 bridges the hollow, so that only the outer rows are asked of it.
        int[] asked = model == "kde" ? [300, 301, 302] : [301, 302];
        Assert.All(asked, row => Assert.Contains(row, worst));
        Assert.All(asked, row => Assert.True(fitted.Training.Flags[row]));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Ranks_of_fresh_rows_are_uniform_or_above(string model)
    {
        // p ≤ 0.1 comes to at most a tenth of fresh rows of the same law, three standard deviations and the effect of
        // having been trained on aside.
        FittedOutliers fitted = Fit(model, Ring(500, seed: 4));
        OutlierScores fresh = fitted.Score(Ring(2000, seed: 5));
        double share = fresh.Ranks.Count(rank => rank <= 0.1) / 2000.0;
        Assert.InRange(share, 0.04, model == "kde" ? 0.15 : 0.2);
        Assert.All(fresh.Ranks, rank => Assert.InRange(rank, 1 / 501.0, 1));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Says_what_was_decided(string model)
    {
        FittedOutliers fitted = Fit(model, Ring(100, seed: 6));
        Assert.Contains(fitted.Facts, fact => fact.Name == (model == "kde" ? "bandwidth" : "gamma"));
        Assert.Empty(fitted.Notes);
        if (model == "ocsvm")
        {
            Assert.Contains(fitted.Facts, fact =>
                fact.Value.StartsWith("0.5 on standardised", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_compact_profile_gives_lonely_rows_an_infinite_score()
    {
        FittedOutliers fitted = new DensityOutliers
        {
            Density = new KernelDensity
            {
                Profile = DensityProfile.Epanechnikov, Bandwidth = Bandwidth.OfScalar(1, 1),
            },
            Contamination = 0.2,
        }.Fit(Points.FromColumn([0, 0.1, 0.2, 0.3, 9]));
        Assert.Equal(double.PositiveInfinity, fitted.Training.Scores[4]);
        Assert.Equal([false, false, false, false, true], fitted.Training.Flags);
    }

    [Fact]
    public void Refuses_what_it_cannot_use()
    {
        Assert.Throws<ArgumentException>(() => new DensityOutliers().Fit(Points.FromColumn([1])));
        Assert.Throws<ArgumentException>(() => new SupportVectorOutliers().Fit(Points.FromColumn([1])));
        Assert.Throws<ArgumentException>(() => new SupportVectorOutliers().Fit(Points.FromColumn([2, 2, 2])));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DensityOutliers { Contamination = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DensityOutliers { Contamination = -0.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SupportVectorOutliers { Nu = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SupportVectorOutliers { Gamma = 0 });
        FittedOutliers fitted = new SupportVectorOutliers().Fit(Ring(50, seed: 1));
        Assert.Throws<ArgumentException>(() => fitted.Score(Points.FromColumn([1])));
    }

    private static FittedOutliers Fit(string model, Points points) => model == "kde"
        ? new DensityOutliers
        {
            Density = new KernelDensity { Rule = CrossValidatedBandwidth.Likelihood }, Contamination = 0.05,
        }.Fit(points)
        : new SupportVectorOutliers { Nu = 0.05 }.Fit(points);

    // Around a circle of radius 2, on average.
    private static Points Ring(int count, ulong seed)
    {
        var stream = new RandomStream(seed);
        var values = new Matrix<double>(count, 2);
        for (int i = 0; i < count; i++)
        {
            (double angle, double radius) = (2 * Math.PI * stream.NextDouble(), 2 + (0.12 * stream.NextNormal()));
            (values[i, 0], values[i, 1]) = (radius * Math.Cos(angle), radius * Math.Sin(angle));
        }

        return new Points(values);
    }
}
