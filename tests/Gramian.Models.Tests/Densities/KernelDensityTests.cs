using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Densities;

public sealed class KernelDensityTests
{
    // A dozen roundings of numbers of size 1.
    private const double Rounding = 1e-13;

    public static TheoryData<string> Profiles => ["gaussian", "exponential"];

    [Fact]
    public void One_point_is_the_normal_law_also_far_out()
    {
        FittedKernelDensity density = Fixed(2, 1).Fit(Points.FromColumn([3]));
        double[] found = density.LogDensity(Points.FromColumn([3, 5, 203]));
        double top = -0.5 * Math.Log(2 * Math.PI) - Math.Log(2);
        Assert.Equal([top, top - 0.5, top - 5000], found, (l, r) => Math.Abs(l - r) <= Rounding * (1 + Math.Abs(l)));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Integrates_to_one(string profile)
    {
        FittedKernelDensity line = (Fixed(0.4, 1) with { Profile = Of(profile) })
            .Fit(Points.FromColumn([-1, 0.2, 0.3, 2]), [1, 2, 1, 1]);
        double[] grid = [.. Enumerable.Range(0, 8001).Select(i => -20 + (i * 0.005))];
        double sum = line.LogDensity(Points.FromColumn(grid)).Sum(log => Math.Exp(log)) * 0.005;
        Assert.Equal(1, sum, 2e-5);    // the rule's error at the kink of the exponential profile is h²/12 of its jump

        FittedKernelDensity plane = new KernelDensity
        {
            Profile = Of(profile),
            Bandwidth = Bandwidth.OfMatrix(Matrix<double>.FromRowMajor(2, 2, [0.5, 0.2, 0.2, 0.3])),
        }.Fit(Points.FromRows(new double[,] { { 0, 0 }, { 1, -1 } }));
        const int Side = 401;
        const double Step = 0.06;
        var square = new Matrix<double>(Side * Side, 2);
        for (int i = 0; i < square.Rows; i++)
        {
            (square[i, 0], square[i, 1]) = (-12 + (i / Side * Step), -12 + (i % Side * Step));
        }

        sum = plane.LogDensity(new Points(square)).Sum(log => Math.Exp(log)) * Step * Step;
        Assert.Equal(1, sum, 1e-3);
    }

    [Fact]
    public void Leaving_one_out_is_fitting_without_it()
    {
        double[] values = [1, 4, 4.5, 9];
        double[] weights = [1, 2, 3, 4];
        double[] left = Fixed(0.7, 1).Fit(Points.FromColumn(values), weights).LeaveOneOut();
        for (int i = 0; i < 4; i++)
        {
            double[] others = [.. values.Where((_, j) => j != i)];
            double[] theirs = [.. weights.Where((_, j) => j != i)];
            double expected = Fixed(0.7, 1).Fit(Points.FromColumn(others), theirs)
                .LogDensity(Points.FromColumn([values[i]]))[0];
            Assert.Equal(expected, left[i], 1e-12 * (1 + Math.Abs(expected)));
        }

        Assert.Throws<InvalidOperationException>(() => Fixed(1, 1).Fit(Points.FromColumn([1])).LeaveOneOut());
    }

    [Fact]
    public void The_effective_number_runs_from_one_to_all()
    {
        Points points = Normal(50, 3, seed: 4);
        Points queries = Normal(5, 3, seed: 5);
        Assert.All(Fixed(1e-3, 3).Fit(points).EffectiveNumber(queries), number => Assert.Equal(1, number, 1e-9));
        Assert.All(Fixed(1e4, 3).Fit(points).EffectiveNumber(queries), number => Assert.Equal(50, number, 1e-3));
        double[] narrow = Fixed(0.5, 3).Fit(points).EffectiveNumber(queries);
        double[] wide = Fixed(1, 3).Fit(points).EffectiveNumber(queries);
        Assert.All(narrow.Zip(wide), pair => Assert.True(pair.First < pair.Second));
    }

    [Fact]
    public void The_mean_of_the_estimate_is_the_smoothed_law()
    {
        // E p(x) = N(x; 0, (1 + h²) I) for every n and d; 400 estimates of 25 points, at one query.
        Points query = Points.FromRows(new double[,] { { 0.5, -0.3 } });
        const int Trials = 400;
        double[] found = [.. Enumerable.Range(0, Trials).Select(trial => Math.Exp(
            Fixed(0.6, 2).Fit(Normal(25, 2, seed: 100 + (ulong)trial)).LogDensity(query)[0]))];
        double expected = Math.Exp(-0.5 * 0.34 / 1.36) / (2 * Math.PI * 1.36);
        double mean = found.Average();
        double error = Math.Sqrt(found.Sum(value => (value - mean) * (value - mean)) / Trials / (Trials - 1));
        Assert.InRange(mean, expected - (4 * error), expected + (4 * error));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Draws_have_the_moments_of_the_estimate(string profile)
    {
        Points points = Points.FromRows(new double[,] { { -2, 0 }, { 2, 1 } });
        FittedKernelDensity density = (Fixed(0.5, 2) with { Profile = Of(profile) }).Fit(points, [1, 3]);
        const int Count = 20000;
        Points drawn = density.Sample(Count, new RandomStream(9));
        double mean = drawn.Values.ColumnToArray(0).Average();
        double variance = drawn.Values.ColumnToArray(0).Average(x => (x - mean) * (x - mean));

        // Per axis the Gaussian profile has variance h², the exponential one (d + 1) h².
        double expected = (16 * 0.25 * 0.75) + (0.25 * (profile == "gaussian" ? 1 : 3));
        Assert.Equal(1, mean, 4 * Math.Sqrt(expected / Count));
        Assert.Equal(expected, variance, 0.1);
    }

    [Fact]
    public void A_marginal_integrates_the_other_axes_out()
    {
        Points points = Points.FromRows(new double[,] { { 0, 1 }, { 2, -1 }, { 1, 0.5 } });
        FittedKernelDensity density = new KernelDensity
        {
            Bandwidth = Bandwidth.OfMatrix(Matrix<double>.FromRowMajor(2, 2, [0.5, 0.2, 0.2, 0.3])),
        }.Fit(points);
        const double Step = 0.02;
        var line = new Matrix<double>(1001, 2);
        for (int i = 0; i < line.Rows; i++)
        {
            (line[i, 0], line[i, 1]) = (-10 + (i * Step), 0.7);
        }

        double integral = density.LogDensity(new Points(line)).Sum(log => Math.Exp(log)) * Step;
        Assert.Equal(Math.Log(integral), density.Marginal(1).LogDensity(Points.FromColumn([0.7]))[0], 1e-10);
    }

    [Fact]
    public void The_likelihood_finds_the_width_of_a_normal_law()
    {
        // In one dimension the best factor on Silverman's rule is 1 asymptotically, and the score is flat there.
        Points points = Normal(2000, 1, seed: 6);
        double silverman = ReferenceBandwidth.Silverman.Choose(points).Bandwidth.Mean;
        foreach (CrossValidatedBandwidth rule in
            new[] { CrossValidatedBandwidth.Likelihood, CrossValidatedBandwidth.LeastSquares })
        {
            BandwidthChoice choice = rule.Choose(points);
            Assert.Null(choice.Warning);
            Assert.InRange(choice.Bandwidth.Mean / silverman, 0.5, 1.6);
        }
    }

    [Fact]
    public void A_cross_validated_bandwidth_is_the_best_of_those_around_it()
    {
        Points points = Normal(150, 2, seed: 7);
        Bandwidth best = CrossValidatedBandwidth.Likelihood.Choose(points).Bandwidth;
        double At(double factor) =>
            new KernelDensity { Bandwidth = best.Times(factor) }.Fit(points).LeaveOneOut().Average();
        Assert.True(At(1) > At(0.9) && At(1) > At(1.1));
    }

    [Fact]
    public void Repeated_points_are_left_out_together_and_told()
    {
        // Sixty rounded values, ten at each of six places: alone, each would find itself among the others.
        double[] values = [.. Enumerable.Range(0, 60).Select(i => (double)(i % 6))];
        foreach (CrossValidatedBandwidth rule in
            new[] { CrossValidatedBandwidth.Likelihood, CrossValidatedBandwidth.LeastSquares })
        {
            BandwidthChoice choice = rule.Choose(Points.FromColumn(values));
            Assert.Contains("60 of 60 points repeat", choice.Warning, StringComparison.Ordinal);
            Assert.Contains("left out together", choice.Warning, StringComparison.Ordinal);
            Assert.InRange(choice.Bandwidth.Mean, 0.4, 10);
        }

        // The same as with weights on the places, up to the rule that gives the scale.
        Points places = Points.FromColumn([0, 1, 2, 3.5, 7]);
        double[] weights = [1, 3, 1, 2, 1];
        Points repeated = Points.FromColumn([0, 1, 1, 1, 2, 3.5, 3.5, 7]);
        double one = CrossValidatedBandwidth.Likelihood.Choose(places, weights).Bandwidth.Mean;
        double many = CrossValidatedBandwidth.Likelihood.Choose(repeated).Bandwidth.Mean;
        Assert.Equal(1, one / many, 1e-3);
        ArgumentException few = Assert.Throws<ArgumentException>(
            () => CrossValidatedBandwidth.Likelihood.Choose(Points.FromColumn([1, 1, 2, 2])));
        Assert.Contains("3 different points", few.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Diagnoses_the_regime()
    {
        Points points = Normal(300, 20, seed: 8);
        DensityDiagnosis wide = Fixed(3, 20).Fit(points).Diagnose();
        Assert.True(wide.HasNormalErrors);
        Assert.InRange(wide.EffectiveNumber, 50, 300);
        DensityDiagnosis narrow = Fixed(0.3, 20).Fit(points).Diagnose();
        Assert.Equal(DensityRegime.Condensed, narrow.Regime);
        Assert.InRange(narrow.EffectiveNumber, 1, 1.5);
        Assert.Contains("nearest points", narrow.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_the_same_bits_for_any_number_of_threads()
    {
        FittedKernelDensity density = new KernelDensity().Fit(Normal(500, 2, seed: 1));
        Points queries = Normal(200, 2, seed: 2);
        Assert.Equal(
            density.LogDensity(queries, new ComputeOptions { Threads = 1 }),
            density.LogDensity(queries, new ComputeOptions { Threads = 2 }));
    }

    [Fact]
    public void Refuses_what_it_cannot_use()
    {
        FittedKernelDensity density = Fixed(1, 2).Fit(Normal(5, 2, seed: 1));
        Assert.Throws<ArgumentException>(() => density.LogDensity(Points.FromColumn([1])));
        Assert.Throws<ArgumentException>(() => new KernelDensity().Fit(Points.FromColumn([1, 2]), [1]));
        Assert.Throws<ArgumentException>(() => new KernelDensity().Fit(Points.FromColumn([2, 2, 2])));
        Assert.Throws<NotSupportedException>(
            () => (Fixed(1, 2) with { Profile = DensityProfile.Exponential }).Fit(Normal(5, 2, seed: 1)).Marginal(0));
    }

    private static KernelDensity Fixed(double length, int dimension) =>
        new() { Bandwidth = Bandwidth.OfScalar(length, dimension) };

    private static DensityProfile Of(string name) =>
        name == "gaussian" ? DensityProfile.Gaussian : DensityProfile.Exponential;

    private static Points Normal(int count, int dimension, ulong seed)
    {
        var values = new Matrix<double>(count, dimension);
        var stream = new RandomStream(seed);
        for (int i = 0; i < count; i++)
        {
            stream.FillNormal(values.Row(i));
        }

        return new Points(values);
    }
}
