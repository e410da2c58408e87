using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Densities;

public sealed class LeastDivergenceBandwidthTests
{
    private static readonly LeastDivergenceBandwidth Rule = new();

    [Fact]
    public void Knows_the_bandwidth_of_a_spectrum_that_is_not_flat()
    {
        double[] variances = [.. Enumerable.Range(0, 20).Select(j => j < 5 ? 9.0 : 1)];
        Points points = Normal(4000, variances, seed: 1);
        double expected = DensityThresholds.OfNormal(Math.Log(4000) / 20, variances).Optimal;
        double found = (Rule with { Shape = BandwidthShape.Scalar }).Choose(points).Bandwidth.Mean;
        Assert.Equal(1, found / expected, 0.03);

        // With one length for each axis the spectrum is flat, and so it is with a full matrix.
        double flat = DensityThresholds.OfNormal(Math.Log(4000) / 20, 1).Optimal;
        Bandwidth axes = Rule.Choose(points).Bandwidth;
        Assert.Equal(1, axes.Lengths[0] / (3 * flat), 0.06);
        Assert.Equal(1, axes.Lengths[19] / flat, 0.06);
        Bandwidth full = (Rule with { Shape = BandwidthShape.Full }).Choose(points).Bandwidth;
        Assert.Equal(1, full.Mean / axes.Mean, 0.01);
        Assert.Equal(BandwidthShape.Full, full.Shape);
        Assert.Null(Rule.Choose(points).Warning);
    }

    [Fact]
    public void A_rotation_changes_nothing_and_a_scale_scales()
    {
        Points points = Normal(200, [.. Enumerable.Repeat(1.0, 12)], seed: 2);
        LeastDivergenceBandwidth scalar = Rule with { Shape = BandwidthShape.Scalar };
        double one = scalar.Choose(points).Bandwidth.Mean;
        var (turned, scaled) = (points.Values.ToMatrix(), points.Values.ToMatrix());
        for (int i = 0; i < turned.Rows; i++)
        {
            (double x, double y) = (turned[i, 0], turned[i, 1]);
            (turned[i, 0], turned[i, 1]) = ((0.6 * x) - (0.8 * y), (0.8 * x) + (0.6 * y));
            for (int j = 0; j < scaled.Columns; j++)
            {
                scaled[i, j] *= 7;
            }
        }

        Assert.Equal(one, scalar.Choose(new Points(turned)).Bandwidth.Mean, 1e-12);
        Assert.Equal(7 * one, scalar.Choose(new Points(scaled)).Bandwidth.Mean, 1e-11);
    }

    [Fact]
    public void What_a_sample_spreads_of_a_spectrum_is_taken_back()
    {
        // 60 points in 40 dimensions: the sample's eigenvalues go from 0.03 to 3, and all are 1.
        double[] ones = [.. Enumerable.Repeat(1.0, 40)];
        double expected = DensityThresholds.OfNormal(Math.Log(60) / 40, 1).Optimal;
        double worst = 0;
        for (ulong seed = 10; seed < 15; seed++)
        {
            var found = DensityThresholds.OfSample(Normal(60, ones, seed));
            Assert.Equal(40, found.Dimension);
            worst = Math.Max(worst, Math.Abs((found.Optimal / expected) - 1));
        }

        Assert.InRange(worst, 0, 0.05);
        var few = DensityThresholds.OfSample(Normal(20, ones, seed: 20));
        Assert.Equal(40, few.Dimension);
        Assert.Equal(1, few.Optimal / DensityThresholds.OfNormal(Math.Log(20) / 40, 1).Optimal, 0.1);
    }

    [Fact]
    public void The_spectrum_is_shrunk_as_by_ledoit_and_wolf()
    {
        var values = new Matrix<double>(14, 5);
        for (int i = 0; i < 14; i++)
        {
            for (int j = 0; j < 5; j++)
            {
                values[i, j] = Math.Sin((1.3 * i * i) + (2.1 * i * j) + j) * (j + 1);
            }
        }

        // scikit-learn 1.2.1, LedoitWolf, whose shrinkage here is 0.3145; its eigenvalues times 14/13.
        double[] expected =
        [
            1.7901216496341426, 1.792880318164261, 4.999193091215143, 7.981543002990587, 11.878169353078247,
        ];
        var points = new Points(values);
        double[] found = BulkSpectrum.Of(points, SampleMoments.Of(points), []);
        Assert.Equal(expected, found, (one, two) => Math.Abs(one - two) < 1e-11);
    }

    [Fact]
    public void A_surface_has_its_own_dimension()
    {
        Points flat = Normal(300, [1, 1, 1], seed: 3);
        var values = new Matrix<double>(300, 6);
        for (int i = 0; i < 300; i++)
        {
            for (int j = 0; j < 6; j++)
            {
                values[i, j] = flat.Values[i, j % 3];
            }
        }

        Assert.Equal(3, DensityThresholds.OfSample(new Points(values)).Dimension);
        Assert.Equal(2, DensityThresholds.OfSample(Normal(3, [1, 1, 1], seed: 4).SelectColumns([0, 1])).Dimension);
    }

    [Fact]
    public void In_many_dimensions_others_are_estimated_better_than_by_rules_for_few()
    {
        Points points = Normal(1000, [.. Enumerable.Repeat(1.0, 30)], seed: 5);
        double Mean(IBandwidthRule rule) => new KernelDensity { Rule = rule }.Fit(points).LeaveOneOut().Average();
        double best = Mean(Rule);
        Assert.True(best > Mean(ReferenceBandwidth.Silverman) + 0.1);
        Assert.True(best > Mean(ReferenceBandwidth.Scott) + 0.1);
    }

    [Fact]
    public void Few_dimensions_are_warned_of_and_constants_refused()
    {
        Points points = Normal(100, [1, 1], seed: 6);
        Assert.Contains("many dimensions", Rule.Choose(points).Warning, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Rule.Choose(Points.FromColumn([2, 2, 2])));
        Assert.Throws<ArgumentException>(
            () => (Rule with { Shape = BandwidthShape.Scalar }).Choose(Points.FromColumn([2, 2, 2])));
    }

    [Fact]
    public void Weights_are_repeated_points()
    {
        Points points = Normal(60, [.. Enumerable.Repeat(1.0, 12)], seed: 7);
        double[] weights = [.. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? 1.0 : 0)];
        Points half = points.Select([.. Enumerable.Range(0, 30).Select(i => 2 * i)]);
        Assert.Equal(
            Rule.Choose(half).Bandwidth.Mean, Rule.Choose(points, weights).Bandwidth.Mean, 1e-12);
    }

    private static Points Normal(int count, double[] variances, ulong seed)
    {
        var values = new Matrix<double>(count, variances.Length);
        var stream = new RandomStream(seed);
        for (int i = 0; i < count; i++)
        {
            stream.FillNormal(values.Row(i));
            for (int j = 0; j < variances.Length; j++)
            {
                values[i, j] *= Math.Sqrt(variances[j]);
            }
        }

        return new Points(values);
    }
}
