using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Models.Densities.Evaluation;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Densities.Evaluation;

public sealed class SampledDensityTests
{
    private const double Chance = 1e-3;

    [Fact]
    public void A_sample_of_many_points_keeps_its_tolerance_and_says_so()
    {
        FittedKernelDensity density = DensityEvaluatorTests.Mixture(400_000, 5);
        Points queries = DensityEvaluatorTests.Queries(5).Select([1, 2, 3, 4, 5, 6, 7, 8, 9, 20]);
        double[] exact = density.LogDensity(queries);
        double absolute = 0.004 / Math.Exp((2.5 * Math.Log(2 * Math.PI)) + density.Bandwidth.LogVolume);
        var tolerance = new DensityTolerance { Relative = 1e-3, Absolute = absolute, FailureChance = Chance };
        DensityEvaluation found = density.Evaluate(queries, tolerance, new RandomStream(3));
        Assert.Equal(EvaluationMethod.Sampling, found.Method);
        Assert.Contains("chance of 0.001", found.Reason, StringComparison.Ordinal);
        for (int i = 0; i < exact.Length; i++)
        {
            double error = Math.Abs(Math.Exp(found.LogDensities[i]) - Math.Exp(exact[i]));
            Assert.InRange(error, 0, absolute + (1e-3 * Math.Exp(exact[i])));
        }

        Assert.Equal(
            found.LogDensities, density.Evaluate(queries, tolerance, new RandomStream(3)).LogDensities);
        Assert.Throws<ArgumentException>(() => density.Evaluate(queries, tolerance));
    }

    // Over many seeds: the share of queries that are known and yet outside is at most what was allowed.
    [Fact]
    public void Bounds_fail_no_oftener_than_stated()
    {
        FittedKernelDensity density = DensityEvaluatorTests.Mixture(20_000, 1);
        Points queries = density.Points.Select(Enumerable.Range(0, 20).ToArray());
        double[] exact = [.. density.LogDensity(queries).Select(Math.Exp)];
        Points inner = density.Bandwidth.Scale(density.Points), at = density.Bandwidth.Scale(queries);
        double scale = Math.Sqrt(2 * Math.PI) * density.Bandwidth.Mean;
        double[] sums = new double[20];
        int failures = 0, settled = 0;
        for (ulong seed = 0; seed < 50; seed++)
        {
            var sampled = new SampledDensity(inner, density.Weights, new RandomStream(seed));
            bool[] known = sampled.Sum(at, 0.1, 0, 0.05, 60_000, sums, null);
            settled += known.Count(settles => settles);
            failures += Enumerable.Range(0, 20).Any(
                i => known[i] && Math.Abs(sums[i] - (exact[i] * scale)) > 0.1 * exact[i] * scale) ? 1 : 0;
        }

        Assert.InRange(settled, 500, 1000);
        Assert.InRange(failures, 0, 8);
    }

    [Fact]
    public void What_a_sample_cannot_settle_goes_to_the_tree()
    {
        FittedKernelDensity density = DensityEvaluatorTests.Mixture(400_000, 5);
        Points queries = DensityEvaluatorTests.Queries(5).Select([1, 2, 3]);
        double absolute = 0.0023 / Math.Exp((2.5 * Math.Log(2 * Math.PI)) + density.Bandwidth.LogVolume);
        DensityEvaluation found = density.Evaluate(
            queries, new DensityTolerance { Relative = 1e-6, Absolute = absolute, FailureChance = Chance },
            new RandomStream(1));
        double[] exact = density.LogDensity(queries);
        for (int i = 0; i < exact.Length; i++)
        {
            Assert.InRange(
                Math.Abs(Math.Exp(found.LogDensities[i]) - Math.Exp(exact[i])), 0,
                absolute + (1e-6 * Math.Exp(exact[i])));
        }
    }
}
