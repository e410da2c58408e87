using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Models.Densities.Evaluation;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Densities.Evaluation;

public sealed class DensityEvaluatorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Exact_log_densities_are_those_of_all_pairs(int dimension)
    {
        FittedKernelDensity density = Mixture(3000, dimension);
        Points queries = Queries(dimension);
        DensityEvaluation found = density.Evaluate(queries);
        double[] exact = density.LogDensity(queries);
        Assert.Equal(1e-10, DensityTolerance.Exact.Relative);
        for (int i = 0; i < exact.Length; i++)
        {
            Assert.Equal(exact[i], found.LogDensities[i], 1e-10 + (2e-15 * Math.Abs(exact[i])));
        }
    }

    [Theory]
    [InlineData(1, 1e-2, 0)]
    [InlineData(2, 1e-2, 0)]
    [InlineData(8, 1e-2, 0)]
    [InlineData(1, 1e-4, 1e-6)]
    [InlineData(2, 1e-4, 1e-3)]
    [InlineData(1, 1e-12, 1e-9)]
    public void Densities_obey_the_tolerance(int dimension, double relative, double absolute)
    {
        FittedKernelDensity density = Mixture(3000, dimension);
        Points queries = Queries(dimension);
        DensityEvaluation found =
            density.Evaluate(queries, new DensityTolerance { Relative = relative, Absolute = absolute });
        double[] exact = density.LogDensity(queries);
        for (int i = 0; i < exact.Length; i++)
        {
            double error = absolute == 0
                ? Math.Abs(double.ExpM1(found.LogDensities[i] - exact[i]))
                : Math.Abs(Math.Exp(found.LogDensities[i]) - Math.Exp(exact[i]));
            double allowed = absolute == 0 ? relative : absolute + (relative * Math.Exp(exact[i]));
            Assert.True(error <= allowed + 1e-13, $"Density {i} is off by {error}, of {allowed} ({found.Reason}).");
        }
    }

    [Fact]
    public void Weights_and_full_bandwidths_count()
    {
        Points points = new(WorkloadRandom.NormalMatrix(1, 500, 2));
        double[] weights = WorkloadRandom.UniformMatrix(2, 1, 500).Row(0).ToArray();
        weights[3] = weights[77] = 0;
        using Matrix<double> covariance = Matrix<double>.FromArray(new[,] { { 0.04, 0.01 }, { 0.01, 0.09 } });
        FittedKernelDensity density =
            new KernelDensity { Bandwidth = Bandwidth.OfMatrix(covariance) }.Fit(points, weights);
        double[] exact = density.LogDensity(points), found = density.Evaluate(points).LogDensities;
        for (int i = 0; i < exact.Length; i++)
        {
            Assert.Equal(exact[i], found[i], 1e-10);
        }
    }

    [Fact]
    public void Other_profiles_are_summed_pair_by_pair()
    {
        Points points = new(WorkloadRandom.NormalMatrix(1, 50, 2));
        FittedKernelDensity density = new KernelDensity
        {
            Profile = DensityProfile.Exponential, Bandwidth = Bandwidth.OfScalar(0.2, 2),
        }.Fit(points);
        DensityEvaluation found = density.Evaluate(points, new DensityTolerance { Relative = 1e-2 });
        Assert.Equal(EvaluationMethod.Tiles, found.Method);
        Assert.Equal(density.LogDensity(points), found.LogDensities);
    }

    [Theory]
    [InlineData(1, 1e-3, EvaluationMethod.Binned)]
    [InlineData(2, 0.02, EvaluationMethod.Waves)]
    [InlineData(1, 1e-8, EvaluationMethod.Waves)]
    [InlineData(1, 0, EvaluationMethod.Groups)]
    public void Picks_the_cheapest_way_and_keeps_an_absolute_error(
        int dimension, double absolute, EvaluationMethod method)
    {
        FittedKernelDensity density = Mixture(20_000, dimension);
        Points queries = Mixture(4000, dimension).Points;
        DensityEvaluation found = density.Evaluate(
            queries, new DensityTolerance { Relative = 1e-12, Absolute = absolute });
        Assert.Equal(method, found.Method);
        double[] exact = density.LogDensity(queries);
        for (int i = 0; i < exact.Length; i++)
        {
            double error = Math.Abs(Math.Exp(found.LogDensities[i]) - Math.Exp(exact[i]));
            Assert.InRange(error, 0, absolute + (2e-12 * Math.Exp(exact[i])));
        }
    }

    [Theory]
    [InlineData(1, 1e-4)]
    [InlineData(1, 1e-2)]
    [InlineData(2, 1e-3)]
    [InlineData(2, 0.03)]
    public void A_grid_keeps_its_absolute_error(int dimension, double absolute)
    {
        FittedKernelDensity density = Mixture(3000, dimension);
        Points at = density.Points.Select(Enumerable.Range(0, 200).ToArray());
        Points points = density.Bandwidth.Scale(density.Points), queries = density.Bandwidth.Scale(at);
        var plan = new EvaluationPlan(points, queries, new DensityTolerance(), absolute);
        double[] found = new double[queries.Count], exact = density.LogDensity(at);
        GridDensity.Sum(points, density.Weights, queries, plan, found, options: null);
        double scale = (0.5 * dimension * Math.Log(2 * Math.PI)) + density.Bandwidth.LogVolume;
        for (int i = 0; i < found.Length; i++)
        {
            Assert.InRange(Math.Abs(found[i] - Math.Exp(exact[i] + scale)), 0, absolute);
        }
    }

    [Fact]
    public void Own_bandwidths_and_bounded_axes_are_summed_pair_by_pair()
    {
        Points points = new(WorkloadRandom.UniformMatrix(1, 60, 1));
        var recipe = new KernelDensity { Bandwidth = Bandwidth.OfScalar(0.1, 1) };
        foreach (FittedKernelDensity density in new[]
        {
            (recipe with { Sensitivity = 0.5 }).Fit(points),
            (recipe with { Supports = [AxisSupport.Reflected(0, 1)] }).Fit(points),
        })
        {
            DensityEvaluation found = density.Evaluate(points, new DensityTolerance { Relative = 0.1 });
            Assert.Equal(EvaluationMethod.Tiles, found.Method);
            Assert.Equal(density.LogDensity(points), found.LogDensities);
        }
    }

    [Fact]
    public void Rejects_what_does_not_fit()
    {
        FittedKernelDensity density = Mixture(10, 2);
        Assert.Throws<ArgumentException>(() => density.Evaluate(Points.FromColumn([1])));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DensityTolerance { Relative = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DensityTolerance { Absolute = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DensityTolerance { FailureChance = 1 });
    }

    internal static FittedKernelDensity Mixture(int count, int dimension)
    {
        Matrix<double> values = WorkloadRandom.NormalMatrix(31, count, dimension);
        for (int i = 1; i < count; i += 2)
        {
            foreach (ref double value in values.Row(i))
            {
                value = (0.5 * value) + 2;
            }
        }

        return new KernelDensity { Bandwidth = Bandwidth.OfScalar(0.1 * Math.Sqrt(dimension), dimension) }
            .Fit(new Points(values));
    }

    // From the middle of the points to a thousand bandwidths away.
    internal static Points Queries(int dimension)
    {
        Matrix<double> values = WorkloadRandom.NormalMatrix(32, 200, dimension);
        for (int i = 0; i < 200; i++)
        {
            foreach (ref double value in values.Row(i))
            {
                value *= i % 20 == 0 ? 30 : 1 + (i % 3);
            }
        }

        return new Points(values);
    }
}
