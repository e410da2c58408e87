using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Kernels.InnerProducts;
using Gramian.Kernels.Stationary;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers.QuadraticProgrammes;

namespace Gramian.Models.Tests.SupportVectors;

public sealed class SupportVectorRegressorTests
{
    private static readonly SequentialMinimalOptimizer Tight = new() { Tolerance = 1e-8 };

    [Fact]
    public void A_line_is_followed_from_inside_the_tube()
    {
        // y = 2x with ε = ½ on [0, 4]: the flattest line inside the tube has slope 2 − 2ε/4.
        Points inputs = Points.FromColumn([0, 1, 2, 3, 4]);
        FittedSupportVectorRegressor fitted = new SupportVectorRegressor(new Linear())
        {
            Cost = 1000, Width = 0.5, Solver = Tight,
        }.Fit(inputs, [0, 2, 4, 6, 8]);
        double[] predicted = fitted.Predict(Points.FromColumn([0, 4, 8]));
        Assert.Equal(0.5, predicted[0], 1e-9);
        Assert.Equal(7.5, predicted[1], 1e-9);
        Assert.Equal(14.5, predicted[2], 1e-9);
    }

    [Fact]
    public void The_width_that_a_share_finds_gives_the_same_function()
    {
        (Points inputs, double[] targets) = Wave(150);
        var recipe = new SupportVectorRegressor(Rbf.FromGamma(0.5)) { Cost = 3, Solver = Tight };
        FittedSupportVectorRegressor share = (recipe with { Nu = 0.3 }).Fit(inputs, targets);
        Assert.True(share.Width > 0);
        FittedSupportVectorRegressor same = (recipe with { Width = share.Width }).Fit(inputs, targets);
        double[] expected = share.Predict(inputs), actual = same.Predict(inputs);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-5);
        }

        // At most ν n rows lie outside, and at least ν n are support vectors.
        int outside = expected.Where((value, i) => Math.Abs(value - targets[i]) > share.Width + 1e-6).Count();
        Assert.True(outside <= 0.3 * 150);
        Assert.True(share.Machine.SupportCount >= 0.3 * 150);
    }

    [Fact]
    public void A_gram_matrix_and_a_start_give_the_same_machine()
    {
        (Points inputs, double[] targets) = Wave(100);
        Kernel kernel = Rbf.FromGamma(0.5);
        var recipe = new SupportVectorRegressor(kernel) { Solver = Tight };
        FittedSupportVectorRegressor fitted = recipe.Fit(inputs, targets);
        using Matrix<double> gram = kernel.GramMatrix(inputs);
        Assert.Equal(fitted.Machine.Coefficients, recipe.FitGram(gram, targets).Coefficients);
        FittedSupportVectorRegressor other = (recipe with { Cost = 0.7 }).Fit(inputs, targets);
        FittedSupportVectorRegressor warm = recipe.Fit(inputs, targets, start: other);
        Assert.Equal(fitted.Machine.Objective, warm.Machine.Objective, 1e-6 * Math.Abs(fitted.Machine.Objective));
    }

    [Fact]
    public void One_class_holds_its_share()
    {
        Points inputs = new(WorkloadRandom.NormalMatrix(9, 400, 2));
        FittedOneClass fitted = new OneClassSupportVectors(Rbf.FromGamma(0.5)) { Nu = 0.2, Solver = Tight }.Fit(inputs);
        Assert.Equal(0.2 * 400, fitted.Machine.Coefficients.Sum(), 1e-9);
        int outliers = fitted.DecisionValues(inputs).Count(value => value < -1e-6);
        Assert.InRange(outliers, 1, 0.2 * 400);
        Assert.True(fitted.Machine.SupportCount >= 0.2 * 400);
        Assert.True(fitted.DecisionValues(Points.FromRows(new double[,] { { 9, 9 } }))[0] < 0);
        using Matrix<double> gram = Rbf.FromGamma(0.5).GramMatrix(inputs);
        DualMachine same = new OneClassSupportVectors(new Rbf()) { Nu = 0.2, Solver = Tight }.FitGram(gram);
        for (int i = 0; i < inputs.Count; i++)
        {
            // Kernel rows are floats, the sums at the start are not.
            Assert.Equal(fitted.Machine.Coefficients[i], same.Coefficients[i], 1e-5);
        }
    }

    [Fact]
    public void One_class_of_two_points_has_the_offset_of_the_closed_form()
    {
        // α = (½, ½) and ρ = (1 + k₁₂)/2 when Σα = 1 = νn.
        FittedOneClass fitted = new OneClassSupportVectors(Rbf.FromGamma(1)) { Solver = Tight }
            .Fit(Points.FromColumn([0, 1]));
        Assert.All(fitted.Machine.Coefficients, value => Assert.Equal(0.5, value, 1e-7));
        Assert.Equal((1 + Math.Exp(-1)) / 2, fitted.Machine.Offset, 1e-7);
    }

    [Fact]
    public void Constant_targets_need_no_support_vector()
    {
        FittedSupportVectorRegressor fitted = new SupportVectorRegressor(new Rbf())
            .Fit(Points.FromColumn([0, 1, 2]), [5, 5, 5]);
        Assert.Equal(0, fitted.Expansion.Count);
        Assert.Equal(5, fitted.Predict(Points.FromColumn([7]))[0], 1e-12);
    }

    [Fact]
    public void Rules_for_gamma_follow_the_scale_of_the_inputs()
    {
        Points inputs = new(WorkloadRandom.NormalMatrix(10, 300, 3));
        var doubled = new Matrix<double>(300, 3);
        for (int i = 0; i < 300; i++)
        {
            for (int k = 0; k < 3; k++)
            {
                doubled[i, k] = 2 * inputs.Values[i, k];
            }
        }

        foreach (Func<Points, double> rule in (Func<Points, double>[])
            [GammaRule.Scale, p => GammaRule.Median(p), p => GammaRule.Quantiles(p)])
        {
            Assert.Equal(rule(inputs) / 4, rule(new Points(doubled)), 1e-12);
            Assert.Throws<ArgumentException>(() => rule(Points.FromColumn([1, 1, 1])));
        }

        // Distances 1, 2 and 3: the median of the squares is 4, and 0.1 and 0.9 lie at 1.6 and 8.
        Points line = Points.FromColumn([0, 1, 3]);
        Assert.Equal(1 / 8.0, GammaRule.Median(line), 1e-12);
        Assert.Equal(((1 / 1.6) + (1 / 8.0)) / 2, GammaRule.Quantiles(line), 1e-12);
    }

    [Fact]
    public void Platt_scaling_has_the_values_of_the_reference()
    {
        PlattScaling fitted = PlattScaling.Fit(
            [-2, -1, -0.5, 0.5, 1, 3], [false, false, true, false, true, true]);

        // The reference is the optimum to its printed digits; Newton stops at a gradient of 1e-5.
        Assert.Equal(-0.5307945, fitted.A, 1e-5);
        Assert.Equal(0.0682487, fitted.B, 1e-5);
        PlattScaling two = PlattScaling.Fit([-1, 1], [false, true]);
        Assert.Equal(-Math.Log(2), two.A, 1e-5);
        Assert.Equal(0, two.B, 1e-12);
        Assert.Equal(0, fitted.Probability(-1e300));
        Assert.Equal(1, fitted.Probability(1e300));
    }

    [Fact]
    public void Coupling_gives_back_probabilities_that_agree_with_each_other()
    {
        double[] p = [0.5, 0.3, 0.2];
        var pairs = new Matrix<double>(3, 3);
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                pairs[i, j] = p[i] / (p[i] + p[j]);
            }
        }

        double[] found = new double[3];
        PairwiseCoupling.Solve(pairs, found);
        for (int i = 0; i < 3; i++)
        {
            // It stops at 0.005/k.
            Assert.Equal(p[i], found[i], 5e-3);
        }
    }

    private static (Points Inputs, double[] Targets) Wave(int count)
    {
        Matrix<double> values = WorkloadRandom.NormalMatrix(8, count, 2);
        return (new Points(values), [.. Enumerable.Range(0, count).Select(i =>
            Math.Sin(2 * values[i, 0]) + (0.5 * values[i, 1]) + (0.2 * WorkloadRandom.Normal(4, (ulong)i)))]);
    }
}
