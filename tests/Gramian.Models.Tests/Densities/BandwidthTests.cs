using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Densities;

public sealed class BandwidthTests
{
    [Fact]
    public void Scaled_points_have_unit_covariance_under_a_full_bandwidth()
    {
        Matrix<double> h = Matrix<double>.FromRowMajor(2, 2, [4, 1.2, 1.2, 1]);
        var bandwidth = Bandwidth.OfMatrix(h);
        Points scaled = bandwidth.Scale(Points.FromRows(new double[,] { { 2, 0.6 }, { 0, 1 } }));

        // L = [[2, 0], [0.6, 0.8]].
        Assert.Equal([1, 0], scaled.Values.Row(0).ToArray(), (l, r) => Math.Abs(l - r) < 1e-15);
        Assert.Equal([0, 1.25], scaled.Values.Row(1).ToArray(), (l, r) => Math.Abs(l - r) < 1e-15);
        Assert.Equal(Math.Log(1.6), bandwidth.LogVolume, 1e-15);
        Assert.Equal([2, 1], bandwidth.Lengths.ToArray());
    }

    [Fact]
    public void The_shapes_agree_where_they_mean_the_same()
    {
        Points points = Points.FromRows(new double[,] { { 1, -2 }, { 3, 5 } });
        double[] Row(Bandwidth bandwidth) => bandwidth.Scale(points).Values.Row(1).ToArray();
        Assert.Equal(Row(Bandwidth.OfScalar(0.5, 2)), Row(Bandwidth.OfAxes(0.5, 0.5)));
        Assert.Equal(Row(Bandwidth.OfScalar(0.5, 2)), Row(Bandwidth.OfMatrix(
            Matrix<double>.FromRowMajor(2, 2, [0.25, 0, 0, 0.25]))));
        Assert.Equal(0.5, Bandwidth.OfScalar(0.5, 2).Mean, 1e-15);
    }

    [Fact]
    public void Refuses_what_is_no_bandwidth()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Bandwidth.OfScalar(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bandwidth.OfAxes(1, double.NaN));
        Assert.Throws<ArgumentException>(() => Bandwidth.OfAxes());
        Assert.Throws<ArgumentException>(
            () => Bandwidth.OfMatrix(Matrix<double>.FromRowMajor(2, 2, [1, 2, 2, 1])));
        Assert.Throws<ArgumentException>(() => Bandwidth.OfScalar(1, 2).Scale(Points.FromColumn([1])));
    }

    // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, variance 32/7, quartiles 4 and 6 (type 5).
    [Fact]
    public void Reference_rules_use_the_scale_of_the_data()
    {
        Points points = Points.FromColumn([2, 4, 4, 4, 5, 5, 7, 9]);
        double deviation = Math.Sqrt(32.0 / 7);
        double power = Math.Pow(8, -0.2);
        Assert.Equal(deviation * power, Length(ReferenceBandwidth.Scott, points), 1e-14);
        Assert.Equal(
            Math.Pow(4.0 / 3, 0.2) * deviation * power, Length(ReferenceBandwidth.Silverman, points), 1e-14);
        Assert.Equal(
            2 / 1.3489795003921634 * power, Length(ReferenceBandwidth.Scott with { Robust = true }, points), 1e-14);
        Points scaled = Points.FromColumn([20, 40, 40, 40, 50, 50, 70, 90]);
        Assert.Equal(
            10 * Length(ReferenceBandwidth.Scott, points), Length(ReferenceBandwidth.Scott, scaled), 1e-12);
    }

    [Fact]
    public void A_full_bandwidth_is_the_covariance_times_the_factor()
    {
        Points points = Points.FromRows(new double[,] { { 0, 0 }, { 2, 1 }, { 1, 3 }, { 4, 2 } });
        double factor = Math.Pow(4, -1.0 / 6);
        Bandwidth full = (ReferenceBandwidth.Scott with { Shape = BandwidthShape.Full }).Choose(points).Bandwidth;
        Bandwidth axes = ReferenceBandwidth.Scott.Choose(points).Bandwidth;
        Assert.Equal(axes.Lengths.ToArray(), full.Lengths.ToArray(), (l, r) => Math.Abs(l - r) < 1e-14);
        double covariance = ((0 - 1.75) * (0 - 1.5) + (2 - 1.75) * (1 - 1.5) + (1 - 1.75) * (3 - 1.5)
            + (4 - 1.75) * (2 - 1.5)) / 3;
        double variances = axes.Lengths[0] * axes.Lengths[0] * axes.Lengths[1] * axes.Lengths[1];
        Assert.Equal(
            0.5 * Math.Log(variances - Math.Pow(factor * factor * covariance, 2)), full.LogVolume, 1e-12);
    }

    [Fact]
    public void Whole_weights_are_repetitions_of_the_scale_but_not_of_the_number()
    {
        Points once = Points.FromColumn([1, 2, 4]);
        double[] weights = [2, 1, 1];
        var moments = ReferenceBandwidth.Scott.Choose(once, weights).Bandwidth;

        // (Σw)²/Σw² = 16/6 points; the unbiased variance Σw(x − x̄)²/Σw / (1 − Σw²/(Σw)²).
        double variance = ((2 * 1) + 0 + 4) / 4.0 / (1 - (6 / 16.0));
        Assert.Equal(Math.Sqrt(variance) * Math.Pow(16 / 6.0, -0.2), moments.Lengths[0], 1e-14);
    }

    [Fact]
    public void Knows_the_fixed_point_of_the_plug_in_rule()
    {
        double[] ramp = [.. Enumerable.Range(1, 50).Select(k => (double)k)];
        Assert.Equal(0.0099479626224, ImprovedSheatherJones.FixedPoint(0.01, ramp, ramp, 50), 1e-13);
    }

    // The values were computed from the published formulas with NumPy 1.24 and SciPy 1.10 in a way of its own: cosine
    // coefficients of the points themselves and not of bins, all roots by brentq, leave-one-out sums over all pairs.
    // Bins of 2^14 places move the plug-in rule by less than 1e-4.
    [Fact]
    public void Knows_the_bandwidths_of_the_galaxies()
    {
        Points points = Points.FromColumn(Galaxies.Velocities);
        Assert.Equal(1, Length(new ImprovedSheatherJones(), points) / 726.900151927875, 1e-4);
        Assert.Equal(1, Length(CrossValidatedBandwidth.Likelihood, points) / 645.378627940, 1e-4);
        Assert.Equal(1, Length(CrossValidatedBandwidth.LeastSquares, points) / 617.875192604, 1e-4);

        // scipy.stats.gaussian_kde: its factor times the standard deviation.
        Assert.Equal(1890.4266725574137, Length(ReferenceBandwidth.Scott, points), 1e-8);
        Assert.Equal(2002.3850013273889, Length(ReferenceBandwidth.Silverman, points), 1e-8);

        // statsmodels 0.13.5, KDEMultivariate, stops at a tolerance of its own.
        Assert.Equal(645.71, Length(CrossValidatedBandwidth.Likelihood, points), 0.5);
        Assert.Equal(617.71, Length(CrossValidatedBandwidth.LeastSquares, points), 0.5);
    }

    [Fact]
    public void Knows_the_bandwidths_of_a_sample_of_two_waves()
    {
        double[] sample = [.. Enumerable.Range(0, 300).Select(i =>
            (3 * Math.Sin(1.7 * i)) + (i % 3 == 0 ? 8 : 0) + (0.1 * Math.Sqrt(i)))];
        Points points = Points.FromColumn(sample);
        Assert.Equal(1, Length(new ImprovedSheatherJones(), points) / 0.5148569903880158, 1e-4);
        Assert.Equal(1, Length(CrossValidatedBandwidth.Likelihood, points) / 0.243225816183, 1e-4);
        Assert.Equal(1, Length(CrossValidatedBandwidth.LeastSquares, points) / 0.423352611894, 1e-4);
    }

    [Fact]
    public void The_plug_in_rule_sees_two_modes_where_the_reference_sees_one()
    {
        double[] sample = [.. Quantiles(1000).Select(q => q - 15), .. Quantiles(1000).Select(q => q + 15)];
        BandwidthChoice choice = new ImprovedSheatherJones().Choose(Points.FromColumn(sample));
        Assert.Null(choice.Warning);

        // About 0.30, which is Silverman's rule for one of the two; over both it is 3.5.
        Assert.InRange(choice.Bandwidth.Mean, 0.24, 0.33);
        Assert.InRange(Length(ReferenceBandwidth.Silverman, Points.FromColumn(sample)), 3.3, 3.7);
    }

    [Fact]
    public void The_plug_in_rule_is_close_to_the_best_for_a_normal_law()
    {
        var stream = new RandomStream(1);
        double[] sample = [.. Enumerable.Range(0, 20000).Select(_ => 3 + (2 * stream.NextNormal()))];
        double best = 2 * Math.Pow(4.0 / 3, 0.2) * Math.Pow(20000, -0.2);

        // The rule's own spread at this size is a few per cent.
        Assert.InRange(new ImprovedSheatherJones().Choose(Points.FromColumn(sample)).Bandwidth.Mean / best, 0.85, 1.15);
    }

    [Fact]
    public void Few_values_and_ties_fall_back_and_say_so()
    {
        double[] few = [.. Enumerable.Range(0, 200).Select(i => (double)(i % 10))];
        BandwidthChoice choice = new ImprovedSheatherJones().Choose(Points.FromColumn(few));
        Assert.Contains("10 different values", choice.Warning, StringComparison.Ordinal);
        Assert.Equal(Length(ReferenceBandwidth.Silverman, Points.FromColumn(few)), choice.Bandwidth.Mean);
    }

    [Fact]
    public void Rules_refuse_what_they_cannot_use()
    {
        Points constant = Points.FromRows(new double[,] { { 1, 2 }, { 2, 2 } });
        ArgumentException refused = Assert.Throws<ArgumentException>(() => ReferenceBandwidth.Scott.Choose(constant));
        Assert.Contains("column 1", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ImprovedSheatherJones().Choose(constant));
        Assert.Throws<ArgumentException>(() => ReferenceBandwidth.Scott.Choose(Points.FromColumn([1, 2]), [1]));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => ReferenceBandwidth.Scott.Choose(Points.FromColumn([1, 2]), [1, -1]));
        Assert.Throws<ArgumentException>(() => ReferenceBandwidth.Scott.Choose(Points.FromColumn([1, 2]), [0, 0]));
        Assert.Throws<ArgumentException>(() => ReferenceBandwidth.Scott.Choose(Points.FromColumn([])));
    }

    private static double Length(IBandwidthRule rule, Points points) => rule.Choose(points).Bandwidth.Lengths[0];

    private static IEnumerable<double> Quantiles(int count) =>
        Enumerable.Range(0, count).Select(i => Numerics.Functions.SpecialFunctions.NormalQuantile((i + 0.5) / count));
}
