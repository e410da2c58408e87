using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Models.Densities.Evaluation;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Densities;

public sealed class TolerantSumsTests
{
    [Theory]
    [InlineData(1, 1e-10, false)]
    [InlineData(2, 1e-3, true)]
    [InlineData(2, 1e-10, false)]
    [InlineData(4, 1e-2, true)]
    public void Points_left_out_are_those_of_all_pairs_within_the_tolerance(
        int dimension, double relative, bool weighted)
    {
        FittedKernelDensity density = Fit(dimension, weighted);
        double[] exact = density.LeaveOneOut();
        DensityEvaluation found = density.EvaluateLeaveOneOut(new DensityTolerance { Relative = relative });
        double[] errors = [.. exact.Zip(found.LogDensities, (one, two) => Math.Abs(one - two))];

        // Beside the tolerance the logarithm of the lone point is −4e9, of which ten digits are left.
        Assert.All(errors[..^1], error => Assert.InRange(error, 0, (1.01 * relative) + 1e-9));
        Assert.Equal(1, exact[^1] / found.LogDensities[^1], 1e-12);
        Assert.Contains("lone points", found.Reason, StringComparison.Ordinal);
        Assert.NotEqual(EvaluationMethod.Tiles, found.Method);
    }

    [Fact]
    public void An_absolute_tolerance_is_kept_without_the_point_too()
    {
        FittedKernelDensity density = Fit(1, weighted: false);
        double[] exact = density.LeaveOneOut();
        DensityEvaluation found = density.EvaluateLeaveOneOut(
            new DensityTolerance { Relative = 1e-10, Absolute = 1e-4 });
        Assert.All(exact.Zip(found.LogDensities), pair =>
            Assert.Equal(Math.Exp(pair.First), Math.Exp(pair.Second), 1.02e-4));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Effective_numbers_are_those_of_all_pairs(bool weighted)
    {
        FittedKernelDensity density = Fit(2, weighted);
        Points queries = Cloud(50, 2, seed: 8);
        double[] exact = density.EffectiveNumber(queries);
        double[] found = density.EvaluateEffectiveNumber(queries, new DensityTolerance { Relative = 1e-4 });
        Assert.All(exact.Zip(found), pair => Assert.Equal(1, pair.Second / pair.First, 3.1e-4));
        Assert.All(exact.Zip(density.EvaluateEffectiveNumber(queries)), pair =>
            Assert.Equal(1, pair.Second / pair.First, 1e-8));
    }

    [Fact]
    public void What_only_pairs_can_do_is_done_by_pairs()
    {
        Points points = Cloud(40, 1, seed: 3);
        FittedKernelDensity density = new KernelDensity { Profile = DensityProfile.Biweight }.Fit(points);
        DensityEvaluation found = density.EvaluateLeaveOneOut(new DensityTolerance { Relative = 0.1 });
        Assert.Equal(density.LeaveOneOut(), found.LogDensities);
        Assert.Equal(EvaluationMethod.Tiles, found.Method);
        Assert.Equal(density.EffectiveNumber(points), density.EvaluateEffectiveNumber(points));
        FittedKernelDensity few = new KernelDensity().Fit(Cloud(1024, 1, seed: 3));
        Assert.Equal(few.LeaveOneOut(), few.EvaluateLeaveOneOut(new DensityTolerance { Relative = 0.1 }).LogDensities);
        Assert.Throws<InvalidOperationException>(() => new KernelDensity { Bandwidth = Bandwidth.OfScalar(1, 1) }
            .Fit(Points.FromColumn([1])).EvaluateLeaveOneOut());
    }

    // The last one is far from all others.
    private static FittedKernelDensity Fit(int dimension, bool weighted)
    {
        Matrix<double> values = Cloud(3000, dimension, seed: 1).Values.ToMatrix();
        values[2999, 0] = 5e4;
        double[] weights = [.. Enumerable.Range(0, 3000).Select(i => 1.0 + (i % 5))];
        return new KernelDensity { Bandwidth = Bandwidth.OfScalar(0.5, dimension) }
            .Fit(new Points(values), weighted ? weights : []);
    }

    private static Points Cloud(int count, int dimension, ulong seed)
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
