using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Regression;

public sealed class IterativeGaussianProcessTests
{
    private static readonly Kernel Two =
        Kernel.Parse("1.3 * matern52(lengthscale=[1, 2, 0.7]) + 0.4 * rbf(lengthscale=2.5)");

    [Fact]
    public void A_full_preconditioner_leaves_nothing_to_chance()
    {
        (Points inputs, Matrix<double> targets) = Made(150, 2);
        (double exact, double[] slopes) = Exact(Two, 0.1, inputs, targets);
        var recipe = new IterativeGaussianProcess(Two)
        {
            NoiseVariance = 0.1, Rank = 150, TrainingTolerance = 1e-12, Probes = 2,
        };
        var data = new RegressionData(inputs, targets, null, MeanFunction.Zero);
        using var system = new IterativeSystem(recipe, data, Two, null);
        var gradient = new double[slopes.Length];
        Assert.Equal(exact, system.Evaluate(Two, 0.1, gradient), 1e-8 * Math.Abs(exact));
        for (int j = 0; j < slopes.Length; j++)
        {
            Assert.Equal(slopes[j], gradient[j], 1e-7 * (1 + Math.Abs(slopes[j])));
        }
    }

    [Fact]
    public void Value_and_gradient_agree_with_the_factorised_likelihood_within_their_errors()
    {
        (Points inputs, Matrix<double> targets) = Made(400, 1);
        var data = new RegressionData(inputs, targets, null, MeanFunction.Zero);
        (double exact, double[] slopes) = Exact(Two, 0.05, inputs, targets);
        var squares = new double[slopes.Length];
        const int Seeds = 6;
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            var recipe = new IterativeGaussianProcess(Two) { NoiseVariance = 0.05, Rank = 60, Seed = seed };
            using var system = new IterativeSystem(recipe, data, Two, null);
            var gradient = new double[slopes.Length];
            double value = system.Evaluate(Two, 0.05, gradient);

            // Four standard errors and what 30 Lanczos steps leave.
            Assert.InRange(Math.Abs(value - exact), 0, (4 * system.StandardError) + 1e-3);
            Assert.InRange(system.StandardError, 1e-6, 3);
            for (int j = 0; j < slopes.Length; j++)
            {
                squares[j] += (gradient[j] - slopes[j]) * (gradient[j] - slopes[j]) / Seeds;
            }
        }

        // A rank of 60 leaves a spread of 2 to 5 here; probes of the whole trace, without the roots, leave 20 to 27.
        Assert.All(squares, square => Assert.InRange(Math.Sqrt(square), 0, 7.0));
    }

    [Fact]
    public void A_better_preconditioner_lowers_the_spread()
    {
        (Points inputs, Matrix<double> targets) = Made(400, 1);
        double Error(int rank) => new IterativeGaussianProcess(Two)
        {
            NoiseVariance = 0.05, Optimize = false, Rank = rank,
        }.Fit(inputs, targets).LogMarginalLikelihoodError;
        Assert.True(Error(200) < 0.2 * Error(5), $"{Error(200)} is not far below {Error(5)}");
    }

    [Fact]
    public void Predictions_are_those_of_the_factorisation()
    {
        (Points inputs, Matrix<double> targets) = Made(800, 2);
        Points queries = Made(50, 1, seed: 5).Inputs;
        FittedGaussianProcess exact = new GaussianProcess(Two) { NoiseVariance = 0.05, Optimize = false }
            .Fit(inputs, targets);
        FittedIterativeProcess fitted = new IterativeGaussianProcess(Two) { NoiseVariance = 0.05, Optimize = false }
            .Fit(inputs, targets);
        Assert.True(fitted.Certificate.Converged);
        Assert.InRange(fitted.Certificate.AchievedResidual, 0, 1e-8);
        Prediction expected = exact.Predict(queries);
        Prediction actual = fitted.Predict(queries);
        Assert.True(actual.Certificate!.Converged);

        // The residual is 1e-8 of the targets and the condition number 1e4; a variance errs by the square of 1e-5.
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(expected.Means[i, 0], actual.Means[i, 0], 1e-6);
            Assert.Equal(expected.Means[i, 1], actual.Means[i, 1], 1e-6);
            Assert.Equal(expected.Variance[i], actual.Variance[i], 1e-7);
            Assert.True(actual.Variance[i] >= expected.Variance[i] - 1e-12);
        }

        Assert.InRange(
            Math.Abs(exact.LogMarginalLikelihood - fitted.LogMarginalLikelihood),
            0, (4 * fitted.LogMarginalLikelihoodError) + 1e-2);
    }

    [Fact]
    public void A_search_ends_near_the_exact_one()
    {
        (Points inputs, Matrix<double> targets) = Made(300, 1);
        Kernel kernel = new Matern52(Lengthscales.Ard);
        FittedGaussianProcess exact = new GaussianProcess(kernel) { Restarts = 0 }.Fit(inputs, targets);
        FittedIterativeProcess fitted = new IterativeGaussianProcess(kernel) { StartRows = 100, Restarts = 0 }
            .Fit(inputs, targets);
        double reached = Exact(fitted.Kernel, fitted.NoiseVariance, inputs, targets).Value;

        // Half a nat is well within what 300 rows tell of the hyperparameters.
        Assert.InRange(exact.LogMarginalLikelihood - reached, -1e-6, 0.5);
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void Four_thousand_rows_give_the_answers_of_the_factorisation()
    {
        (Points inputs, Matrix<double> targets) = Made(4000, 1);
        Points queries = Made(200, 1, seed: 5).Inputs;
        Kernel kernel = new Matern52(Lengthscales.Ard);
        FittedGaussianProcess exact = new GaussianProcess(kernel) { Restarts = 0 }.Fit(inputs, targets);
        FittedIterativeProcess fitted = new IterativeGaussianProcess(kernel) { Restarts = 0 }.Fit(inputs, targets);
        Assert.True(fitted.Certificate.Converged);
        double reached = Exact(fitted.Kernel, fitted.NoiseVariance, inputs, targets).Value;
        Assert.InRange(exact.LogMarginalLikelihood - reached, -1e-4, 2);
        Prediction expected = exact.Predict(queries);
        Prediction actual = fitted.Predict(queries);
        for (int i = 0; i < queries.Count; i++)
        {
            // Hyperparameters found by other ways differ by their own uncertainty: a tenth of a standard deviation.
            Assert.InRange(
                Math.Abs(expected.Mean[i] - actual.Mean[i]), 0, 0.1 * Math.Sqrt(expected.Variance[i]));
            Assert.Equal(1, actual.Variance[i] / expected.Variance[i], 0.05);
        }
    }

    [Fact]
    public void A_solve_that_misses_its_tolerance_is_told_with_the_model_and_its_predictions()
    {
        (Points inputs, Matrix<double> targets) = Made(300, 1);
        FittedIterativeProcess fitted = new IterativeGaussianProcess(new Rbf(1.0))
        {
            NoiseVariance = 1e-6, Optimize = false, Rank = 5, IterationLimit = 3,
        }.Fit(inputs, targets);
        Assert.False(fitted.Certificate.Converged);
        Assert.True(fitted.Certificate.AchievedResidual > 1e-8);
        Assert.NotNull(fitted.Certificate.Remedy);
        Prediction prediction = fitted.Predict(inputs.Select([0, 1]));
        Assert.False(prediction.Certificate!.Converged);
        Assert.False(prediction.Rescale([2.0], [1.0]).Certificate!.Converged);
    }

    [Fact]
    public void Refuses_what_it_cannot_use()
    {
        (Points inputs, Matrix<double> targets) = Made(20, 1);
        var recipe = new IterativeGaussianProcess(new Rbf(1.0));
        Assert.Contains("positive", Assert.Throws<ArgumentException>(
            () => (recipe with { NoiseVariance = 0, Optimize = false }).Fit(inputs, targets)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => recipe with { TrainingTolerance = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => recipe with { Rank = 0 });
    }

    private static (double Value, double[] Gradient) Exact(
        Kernel kernel, double noise, Points inputs, Matrix<double> targets)
    {
        using var likelihood = new MarginalLikelihood(
            new GaussianProcess(kernel) { NoiseVariance = noise }, inputs, targets);
        var gradient = new double[likelihood.ParameterNames.Count];
        return (likelihood.Evaluate(kernel, noise, gradient), gradient);
    }

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
