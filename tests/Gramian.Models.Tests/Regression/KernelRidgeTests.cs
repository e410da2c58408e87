using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Regression;

public sealed class KernelRidgeTests
{
    // The reference prints eight decimals of the weights, seven of the residuals, eleven of the rest.
    private static readonly Points Three = Points.FromColumn([0, 1, 2]);
    private static readonly double[] ThreeTargets = [1, 0, 1];

    // The reference adds λ = 0.1 itself to the diagonal; here n multiplies λ.
    private static KernelRidge Recipe => new(new Rbf(1)) { Ridge = 0.1 / 3 };

    [Fact]
    public void Weights_and_criteria_are_those_of_the_reference()
    {
        FittedKernelRidge fitted = Recipe.Fit(Three, ThreeTargets);
        double[] weights = fitted.Weights.View.ColumnToArray(0);
        Assert.Equal(1.76533858, weights[0], 5.1e-9);
        Assert.Equal(-1.94678541, weights[1], 5.1e-9);
        Assert.Equal(1.76533858, weights[2], 5.1e-9);
        Assert.Equal(2.52154999616, fitted.Selected.DegreesOfFreedom, 5.1e-12);
        Assert.Equal(1.31352336888, fitted.Selected.GeneralizedCrossValidation, 5.1e-12);
        double[] residuals = fitted.LeaveOneOut.Residuals();
        Assert.Equal(1.2600704, residuals[0], 5.1e-8);
        Assert.Equal(-0.9819693, residuals[1], 5.1e-8);
        Assert.Equal(1.2600704, residuals[2], 5.1e-8);
    }

    [Fact]
    public void Agrees_with_a_Gaussian_process_whose_noise_is_n_times_the_ridge()
    {
        (Points inputs, double[] targets) = Wave(40);
        Points queries = Points.FromColumn([-1, 0.3, 2.2]);
        FittedKernelRidge ridge = (Recipe with { Ridge = 0.05 / 40 }).Fit(inputs, targets);
        FittedGaussianProcess process =
            new GaussianProcess(new Rbf(1)) { NoiseVariance = 0.05, Optimize = false }.Fit(inputs, targets);
        double[] expected = process.Predict(queries).Mean;
        double[] actual = ridge.Predict(queries).Mean;
        for (int i = 0; i < expected.Length; i++)
        {
            // Two factorisations of a system of condition about 1e3.
            Assert.Equal(expected[i], actual[i], 1e-11);
        }
    }

    [Fact]
    public void Closed_form_leave_one_out_equals_refitting_without_each_row()
    {
        (Points inputs, double[] targets) = Wave(12);
        FittedKernelRidge all = (Recipe with { Ridge = 0.1 / 12 }).Fit(inputs, targets);
        for (int left = 0; left < 12; left++)
        {
            int[] rest = [.. Enumerable.Range(0, 12).Where(i => i != left)];
            FittedKernelRidge without = (Recipe with { Ridge = 0.1 / 11 })
                .Fit(inputs.Select(rest), [.. rest.Select(i => targets[i])]);
            Assert.Equal(without.Predict(inputs.Select([left])).Mean[0], all.LeaveOneOut.Prediction.Mean[left], 1e-11);
        }
    }

    [Fact]
    public void Chooses_a_ridge_that_no_other_of_the_path_beats()
    {
        (Points inputs, double[] targets) = Wave(60);
        FittedKernelRidge fitted = new KernelRidge(new Rbf(0.7)).Fit(inputs, targets);
        Assert.All(fitted.Path, point => Assert.True(
            fitted.Selected.LeaveOneOutMeanSquare <= point.LeaveOneOutMeanSquare * (1 + 1e-9)));
    }

    [Fact]
    public void Chooses_among_candidate_kernels_by_leave_one_out()
    {
        (Points inputs, double[] targets) = Wave(60);
        var recipe = new KernelRidge(new Rbf(1e-3)) { Candidates = [new Rbf(0.7)] };
        Assert.Equal(new Rbf(0.7), recipe.Fit(inputs, targets).Kernel);
    }

    [Fact]
    public void Targets_of_several_columns_are_fitted_alike()
    {
        (Points inputs, double[] targets) = Wave(20);
        var both = new Matrix<double>(20, 2);
        for (int i = 0; i < 20; i++)
        {
            (both[i, 0], both[i, 1]) = (targets[i], -2 * targets[i]);
        }

        Prediction prediction = (Recipe with { Ridge = 0.01 }).Fit(inputs, both).Predict(inputs);
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(-2 * prediction.Means[i, 0], prediction.Means[i, 1], 1e-12);
        }
    }

    [Fact]
    public void Rejects_a_ridge_of_zero() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new KernelRidge(new Rbf(1)) { Ridge = 0 });

    [Fact]
    public void Rejects_a_target_that_is_not_a_number() =>
        Assert.Throws<ArgumentException>(() => Recipe.Fit(Three, [1, double.NaN, 0]));

    private static (Points Inputs, double[] Targets) Wave(int count)
    {
        var random = new RandomStream(5);
        var x = new double[count];
        var y = new double[count];
        for (int i = 0; i < count; i++)
        {
            x[i] = (4 * random.NextDouble()) - 1;
            y[i] = Math.Sin(2 * x[i]) + (0.1 * random.NextNormal());
        }

        return (Points.FromColumn(x), y);
    }
}
