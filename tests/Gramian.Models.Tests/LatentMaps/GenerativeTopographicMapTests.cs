using Gramian.Kernels;
using Gramian.Models.Dependence;
using Gramian.Models.LatentMaps;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.LatentMaps;

public sealed class GenerativeTopographicMapTests
{
    [Theory]
    [InlineData(0, MapStart.PrincipalAxes)]
    [InlineData(0.5, MapStart.PrincipalAxes)]
    [InlineData(0.5, MapStart.Random)]
    public void The_likelihood_never_falls(double ridge, MapStart start)
    {
        FittedTopographicMap fitted = new GenerativeTopographicMap
        {
            Ridge = ridge, Start = start, Perturbation = 0.1, Nodes = 30, Bumps = 8,
        }.Fit(Arc(200, 1), new RandomStream(2));
        IReadOnlyList<double> path = fitted.LogLikelihoods;
        Assert.True(path.Count > 5);
        for (int i = 1; i < path.Count; i++)
        {
            Assert.True(path[i] >= path[i - 1] - (1e-9 * Math.Abs(path[i - 1])), $"iteration {i}");
        }
    }

    [Fact]
    public void One_node_is_the_mean_and_the_mean_variance()
    {
        Points points = Arc(100, 3);
        FittedTopographicMap fitted = new GenerativeTopographicMap { Nodes = 1, Bumps = 1, Ridge = 0 }
            .Fit(points, new RandomStream(1));
        double[] x = points.Values.ColumnToArray(0);
        double[] y = points.Values.ColumnToArray(1);
        double variance = (Variance(x) + Variance(y)) / 2;
        Assert.Equal(variance, fitted.NoiseVariance, 1e-9);
        double log = -Math.Log(2 * Math.PI * variance)
            - ((Math.Pow(1 - x.Average(), 2) + Math.Pow(2 - y.Average(), 2)) / (2 * variance));
        Assert.Equal(log, fitted.LogDensity(new Points(Matrix<double>.FromRowMajor(1, 2, [1, 2])))[0], 1e-9);
    }

    [Fact]
    public void Draws_lie_on_the_arc_and_hidden_coordinates_run_along_it()
    {
        Points points = Arc(400, 4);
        FittedTopographicMap fitted = new GenerativeTopographicMap { Perturbation = 0.1, Nodes = 40, Bumps = 10 }
            .Fit(points, new RandomStream(1));
        Points drawn = fitted.Sample(500, new RandomStream(2));
        double[] radii = [.. Enumerable.Range(0, 500).Select(i =>
            Math.Sqrt(Math.Pow(drawn.Values[i, 0], 2) + Math.Pow(drawn.Values[i, 1], 2)))];

        // Noise of 0.1 was added; without it draws stay nearer than that to the circle of radius 1.
        Assert.InRange(radii.Average(radius => Math.Abs(radius - 1)), 0, 0.08);
        Points noisy = fitted.Sample(500, new RandomStream(2), SampleNoise.Added);
        Assert.True(Wasserstein.Sliced(noisy, points) > 0);
        double[] latent = fitted.LatentMeans(points).View.ColumnToArray(0);
        Assert.InRange(latent.Max() - latent.Min(), 1, 2);
    }

    [Fact]
    public void Data_on_the_image_itself_collapse_and_say_so()
    {
        // Points on a line that the map can hit exactly: the noise has nothing to explain.
        Points points = Points.FromRows(new[,] { { 0.0, 0.0 }, { 1.0, 1.0 } });
        FittedTopographicMap fitted = new GenerativeTopographicMap { Nodes = 2, Bumps = 2, Ridge = 1e-12 }
            .Fit(points, new RandomStream(1));
        Assert.False(fitted.Certificate.Converged);
        Assert.Contains("perturbation", fitted.Certificate.Remedy!, StringComparison.Ordinal);
        double[] latent = fitted.LatentMeans(points).View.ColumnToArray(0);
        Assert.Equal(0.5, Math.Abs(latent[0]), 1e-6);
        Assert.Equal(-latent[0], latent[1], 1e-6);
    }

    [Fact]
    public void A_perturbation_adds_its_variance()
    {
        // One node sees nothing but the total variance.
        Points points = Arc(4000, 5);
        var recipe = new GenerativeTopographicMap { Nodes = 1, Bumps = 1, Ridge = 0 };
        double plain = recipe.Fit(points, new RandomStream(1)).NoiseVariance;
        double moved = (recipe with { Perturbation = 0.5 }).Fit(points, new RandomStream(1)).NoiseVariance;
        Assert.Equal(plain + 0.25, moved, 0.03);
    }

    [Fact]
    public void Two_hidden_coordinates_cover_a_sheet()
    {
        var random = new RandomStream(6);
        var values = new Matrix<double>(300, 3);
        for (int i = 0; i < 300; i++)
        {
            (values[i, 0], values[i, 1]) = (random.NextDouble(), random.NextDouble());
            values[i, 2] = values[i, 0] * values[i, 1];
        }

        FittedTopographicMap fitted = new GenerativeTopographicMap
        {
            LatentDimension = 2, Nodes = 12, Bumps = 4, Perturbation = 0.05,
        }.Fit(new Points(values), new RandomStream(1));
        Assert.InRange(Wasserstein.Sliced(fitted.Sample(1000, new RandomStream(2)), new Points(values)), 0, 0.05);
    }

    [Fact]
    public void Refuses_data_that_do_not_differ() =>
        Assert.Throws<ArgumentException>(() =>
            new GenerativeTopographicMap().Fit(Points.FromColumn([1, 1]), new RandomStream(1)));

    // Three quarters of a circle of radius 1, without noise.
    internal static Points Arc(int rows, ulong seed)
    {
        var random = new RandomStream(seed);
        var values = new Matrix<double>(rows, 2);
        for (int i = 0; i < rows; i++)
        {
            double angle = 1.5 * Math.PI * random.NextDouble();
            (values[i, 0], values[i, 1]) = (Math.Cos(angle), Math.Sin(angle));
        }

        return new Points(values);
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Average(value => (value - mean) * (value - mean));
    }
}
