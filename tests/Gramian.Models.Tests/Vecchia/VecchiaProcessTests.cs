using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Regression;
using Gramian.Models.Vecchia;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Vecchia;

public sealed class VecchiaProcessTests
{
    private static readonly Kernel Two =
        Kernel.Parse("1.3 * matern52(lengthscale=[1, 2, 0.7]) + 0.4 * rbf(lengthscale=1.5)");

    [Fact]
    public void With_all_rows_as_neighbours_it_is_the_exact_process()
    {
        (Points inputs, Matrix<double> targets) = Made(70, 2);
        FittedGaussianProcess exact = new GaussianProcess(Two) { NoiseVariance = 0.1, Optimize = false }
            .Fit(inputs, targets);
        var recipe = new VecchiaProcess(Two) { NoiseVariance = 0.1, Optimize = false, Neighbours = 69 };
        FittedVecchiaProcess near = recipe.Fit(inputs, targets);
        Assert.Equal(exact.LogMarginalLikelihood, near.LogMarginalLikelihood, 1e-10);
        Points queries = Made(20, 1, seed: 3).Inputs;
        Prediction expected = exact.Predict(queries);
        Prediction actual = (recipe with { Neighbours = 70 }).Fit(inputs, targets).Predict(queries);
        for (int i = 0; i < queries.Count; i++)
        {
            Assert.Equal(expected.Means[i, 0], actual.Means[i, 0], 1e-11);
            Assert.Equal(expected.Means[i, 1], actual.Means[i, 1], 1e-11);
            Assert.Equal(expected.Variance[i], actual.Variance[i], 1e-11);
        }
    }

    [Fact]
    public void With_all_rows_the_gradient_is_the_exact_one()
    {
        (Points inputs, Matrix<double> targets) = Made(50, 2);
        using var exact = new MarginalLikelihood(new GaussianProcess(Two) { NoiseVariance = 0.1 }, inputs, targets);
        var expected = new double[exact.ParameterNames.Count];
        double value = exact.Evaluate(Two, 0.1, expected);
        var gradient = new double[expected.Length];
        Assert.Equal(value, Likelihood(inputs, targets, 49).Evaluate(Two, 0.1, gradient), 1e-10);
        for (int j = 0; j < expected.Length; j++)
        {
            Assert.Equal(expected[j], gradient[j], 1e-9 * (1 + Math.Abs(expected[j])));
        }
    }

    [Fact]
    public void With_few_neighbours_the_gradient_is_that_of_finite_differences()
    {
        (Points inputs, Matrix<double> targets) = Made(150, 1);
        VecchiaLikelihood likelihood = Likelihood(inputs, targets, 8);
        double[] values = [.. Two.Hyperparameters.Select(parameter => parameter.Value)];
        var gradient = new double[values.Length + 1];
        likelihood.Evaluate(Two, 0.1, gradient);
        for (int j = 0; j < values.Length; j++)
        {
            SparseProcesses.SparseGaussianProcessTests.AssertSlope(gradient[j], step =>
            {
                double[] moved = [.. values];
                moved[j] *= Math.Exp(step);
                return likelihood.Evaluate(Two.WithValues(moved), 0.1, []);
            });
        }

        SparseProcesses.SparseGaussianProcessTests.AssertSlope(
            gradient[^1], step => likelihood.Evaluate(Two, 0.1 * Math.Exp(step), []));
    }

    [Fact]
    public void More_neighbours_come_nearer_to_the_exact_likelihood()
    {
        (Points inputs, Matrix<double> targets) = Made(300, 1);
        double exact = new GaussianProcess(Two) { NoiseVariance = 0.1, Optimize = false }
            .Fit(inputs, targets).LogMarginalLikelihood;
        double Error(int count) => Math.Abs(exact - new VecchiaProcess(Two)
        {
            NoiseVariance = 0.1, Optimize = false, Neighbours = count,
        }.Fit(inputs, targets).LogMarginalLikelihood);
        Assert.True(Error(40) < 0.2 * Error(5), $"{Error(40)} is not far below {Error(5)}");
    }

    [Fact]
    public void Neighbours_are_near_along_the_columns_that_matter()
    {
        (Points inputs, _) = Made(100, 1);
        Kernel kernel = new Rbf(Lengthscales.PerCoordinate([0.5, 50, 5]));
        double[] weights = KernelDistance.Weights(kernel, inputs);

        // k(x, x) + k(y, y) − 2 k is (step / ℓ)² for short steps; the step is a sixteenth of the spread.
        Assert.Equal(100, weights[0] / weights[1], 1.0);
        Assert.Equal(10, weights[0] / weights[2], 0.1);
    }

    [Fact]
    public void A_search_ends_near_the_exact_one()
    {
        (Points inputs, Matrix<double> targets) = Made(400, 1);
        Kernel kernel = new Matern52(Lengthscales.Ard);
        FittedGaussianProcess exact = new GaussianProcess(kernel) { Restarts = 0 }.Fit(inputs, targets);
        FittedVecchiaProcess near = new VecchiaProcess(kernel) { StartRows = 100, Restarts = 0 }.Fit(inputs, targets);
        double reached = new GaussianProcess(near.Kernel) { NoiseVariance = near.NoiseVariance, Optimize = false }
            .Fit(inputs, targets).LogMarginalLikelihood;

        // Thirty neighbours have an optimum of their own, less than a hundredth of a nat per row away.
        Assert.InRange(exact.LogMarginalLikelihood - reached, -1e-6, 3);
    }

    [Fact]
    public void Refuses_what_it_cannot_use()
    {
        (Points inputs, Matrix<double> targets) = Made(20, 1);
        var recipe = new VecchiaProcess(new Rbf(1.0)) { Optimize = false };
        Assert.Contains("positive", Assert.Throws<ArgumentException>(
            () => (recipe with { NoiseVariance = 0 }).Fit(inputs, targets)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => recipe with { Neighbours = 0 });
    }

    private static VecchiaLikelihood Likelihood(Points inputs, Matrix<double> targets, int count) => new(
        new RegressionData(inputs, targets, null, MeanFunction.Zero), Two, count, 0, null);

    private static (Points Inputs, Matrix<double> Targets) Made(int rows, int targetCount, ulong seed = 11)
    {
        var random = new RandomStream(seed);
        var x = new Matrix<double>(rows, 3);
        var y = new Matrix<double>(rows, targetCount);
        for (int i = 0; i < rows; i++)
        {
            random.FillNormal(x.Row(i));
            for (int o = 0; o < targetCount; o++)
            {
                y[i, o] = Math.Sin((2 * x[i, 0]) + o) + (0.5 * x[i, 1]) + (0.2 * random.NextNormal());
            }
        }

        return (new Points(x), y);
    }
}
