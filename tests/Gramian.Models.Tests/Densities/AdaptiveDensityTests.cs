using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Densities;

public sealed class AdaptiveDensityTests
{
    private static readonly double[] Values = [0, 0.1, 0.2, 0.25, 1, 4];
    private static readonly double[] Weights = [1, 2, 1, 1, 3, 2];

    [Fact]
    public void Is_the_sum_that_Abramson_wrote()
    {
        const double H = 0.5;
        FittedKernelDensity density = Recipe(0.5, H).Fit(Points.FromColumn(Values), Weights);
        double total = Weights.Sum();
        double Normal(double u) => Math.Exp(-0.5 * u * u) / Math.Sqrt(2 * Math.PI);
        double[] pilot = [.. Values.Select(x =>
            Values.Zip(Weights, (y, w) => w / total * Normal((x - y) / H) / H).Sum())];
        double mean = Math.Exp(pilot.Zip(Weights, (p, w) => w / total * Math.Log(p)).Sum());
        double[] factors = [.. pilot.Select(p => Math.Sqrt(mean / p))];
        Assert.Equal(factors, density.Factors.ToArray(), (l, r) => Math.Abs(l - r) < 1e-13);
        double[] at = [-1, 0.15, 2.5, 60];
        double[] found = density.LogDensity(Points.FromColumn(at));
        for (int k = 0; k < at.Length; k++)
        {
            double[] logs = [.. Values.Select((y, i) => Math.Log(Weights[i] / total / (factors[i] * H))
                - (0.5 * Math.Log(2 * Math.PI)) - (0.5 * Math.Pow((at[k] - y) / (factors[i] * H), 2)))];
            double largest = logs.Max();
            double expected = largest + Math.Log(logs.Sum(log => Math.Exp(log - largest)));
            Assert.Equal(expected, found[k], 1e-12 * (1 + Math.Abs(expected)));
        }
    }

    [Theory]
    [InlineData("gaussian", false)]
    [InlineData("biweight", false)]
    [InlineData("triangular", true)]
    public void Integrates_to_one_in_a_plane(string profile, bool product)
    {
        DensityProfile shape = DensityProfile.All.Single(some => some.Name == profile);
        Points points = Points.FromRows(new double[,] { { 0, 0 }, { 0.3, 0.2 }, { 0.2, 0.5 }, { 3, 2 } });
        FittedKernelDensity density = new KernelDensity
        {
            Profile = product ? shape.AsProduct() : shape,
            Bandwidth = Bandwidth.OfAxes(0.7, 0.9),
            Sensitivity = 0.5,
        }.Fit(points);
        Assert.True(density.Factors[3] > 1 && density.Factors[1] < 1);
        const int Side = 600;
        const double Step = 16.0 / Side;
        var places = new Matrix<double>(Side * Side, 2);
        for (int i = 0; i < places.Rows; i++)
        {
            (places[i, 0], places[i, 1]) = (-6 + (((i / Side) + 0.5) * Step), -6 + (((i % Side) + 0.5) * Step));
        }

        Assert.Equal(1, density.LogDensity(new Points(places)).Sum(Math.Exp) * Step * Step, 1e-3);
        Points drawn = density.Sample(20000, new RandomStream(4));
        double variance = Math.Exp(density.Profile.LogVariance(2)) * 0.81
            * density.Factors.ToArray().Average(f => f * f);
        double[] y = points.Values.ColumnToArray(1);
        double expected = variance + y.Average(value => value * value) - Math.Pow(y.Average(), 2);
        double[] found = drawn.Values.ColumnToArray(1);
        Assert.Equal(1, (found.Average(v => v * v) - Math.Pow(found.Average(), 2)) / expected, 0.05);
    }

    [Fact]
    public void Leaving_one_out_keeps_the_factors()
    {
        FittedKernelDensity density = Recipe(0.5, 0.5).Fit(Points.FromColumn(Values), Weights);
        double[] whole = density.LogDensity(Points.FromColumn(Values));
        double[] left = density.LeaveOneOut();
        double total = Weights.Sum();
        for (int i = 0; i < Values.Length; i++)
        {
            // p(xᵢ) = (1 − wᵢ) p₋ᵢ(xᵢ) + wᵢ K(0)/(λᵢ h).
            double own = Weights[i] / total / (density.Factors[i] * 0.5 * Math.Sqrt(2 * Math.PI));
            Assert.Equal(
                Math.Exp(whole[i]) - own, (1 - (Weights[i] / total)) * Math.Exp(left[i]), 1e-13);
        }
    }

    [Fact]
    public void A_marginal_keeps_the_factors_and_integrates_the_other_axis_out()
    {
        Points points = Points.FromRows(new double[,] { { 0, 1 }, { 2, -1 }, { 1, 0.5 } });
        FittedKernelDensity density = new KernelDensity
        {
            Bandwidth = Bandwidth.OfMatrix(Matrix<double>.FromRowMajor(2, 2, [0.5, 0.2, 0.2, 0.3])),
            Sensitivity = 0.7,
        }.Fit(points);
        const double Step = 0.02;
        var line = new Matrix<double>(1501, 2);
        for (int i = 0; i < line.Rows; i++)
        {
            (line[i, 0], line[i, 1]) = (-15 + (i * Step), 0.7);
        }

        double integral = density.LogDensity(new Points(line)).Sum(Math.Exp) * Step;
        Assert.Equal(Math.Log(integral), density.Marginal(1).LogDensity(Points.FromColumn([0.7]))[0], 1e-10);
    }

    [Fact]
    public void Helps_where_the_tail_is_long()
    {
        // A skewed law: the mean log density of fresh draws is better than with one bandwidth.
        var stream = new RandomStream(2);
        Points Draw(int count) => Points.FromColumn(
            [.. Enumerable.Range(0, count).Select(_ => Math.Exp(stream.NextNormal()))]);
        Points train = Draw(500);
        Points fresh = Draw(2000);
        double Score(double alpha) => new KernelDensity { Sensitivity = alpha, Rule = new ImprovedSheatherJones() }
            .Fit(train).LogDensity(fresh).Average();
        Assert.True(Score(0.5) > Score(0) + 0.02);
    }

    [Fact]
    public void Zero_is_one_bandwidth_and_a_weight_of_zero_counts_nowhere()
    {
        Assert.Equal(0, Recipe(0, 1).Fit(Points.FromColumn(Values)).Factors.Length);
        FittedKernelDensity with = (Recipe(0.5, 0.5) with { Profile = DensityProfile.Uniform })
            .Fit(Points.FromColumn([.. Values, 100]), [.. Weights, 0]);
        FittedKernelDensity without = (Recipe(0.5, 0.5) with { Profile = DensityProfile.Uniform })
            .Fit(Points.FromColumn(Values), Weights);
        Points at = Points.FromColumn([0.1, 1.2, 4.4]);
        Assert.Equal(without.LogDensity(at), with.LogDensity(at), (l, r) => Math.Abs(l - r) < 1e-13);
        Assert.Throws<ArgumentOutOfRangeException>(() => new KernelDensity { Sensitivity = 1.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new KernelDensity { Sensitivity = double.NaN });
    }

    private static KernelDensity Recipe(double sensitivity, double length) =>
        new() { Sensitivity = sensitivity, Bandwidth = Bandwidth.OfScalar(length, 1) };
}
