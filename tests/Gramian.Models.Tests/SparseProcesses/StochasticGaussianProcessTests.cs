using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Landmarks;
using Gramian.Models.SparseProcesses;
using Gramian.Numerics;
using Gramian.Solvers.Dense;
using static Gramian.Models.Tests.SparseProcesses.SparseGaussianProcessTests;

namespace Gramian.Models.Tests.SparseProcesses;

public sealed class StochasticGaussianProcessTests
{
    private static readonly Kernel Two =
        Kernel.Parse("1.3 * matern52(lengthscale=[1, 2, 0.7]) + 0.4 * rbf(lengthscale=1.5)");

    [Fact]
    public void Bound_and_posterior_are_those_of_the_collapsed_bound()
    {
        (Points inputs, Matrix<double> targets) = Made(150, 3, 1);
        Points inducing = inputs.Select([0, 7, 13, 22, 31, 45, 77, 101]);
        FittedSparseProcess collapsed = new SparseGaussianProcess(Two)
        {
            NoiseVariance = 0.2, Optimize = false, InducingRule = new GivenLandmarks(inducing),
        }.Fit(inputs, targets);
        FittedSparseProcess stochastic = new StochasticGaussianProcess(Two)
        {
            NoiseVariance = 0.2, Optimize = false, InducingRule = new GivenLandmarks(inducing), BatchRows = 40,
        }.Fit(inputs, targets);

        // The same numbers by other sums.
        Assert.Equal(collapsed.Bound, stochastic.Bound, 1e-11 * Math.Abs(collapsed.Bound));
        Points queries = Made(20, 3, 1).Inputs;
        AssertClose(collapsed.Predict(queries).Mean, stochastic.Predict(queries).Mean, 1e-12);
        AssertClose(collapsed.Predict(queries).Variance, stochastic.Predict(queries).Variance, 1e-12);
        Assert.InRange(stochastic.Certificate.AchievedResidual, 0, 1e-12);
    }

    [Fact]
    public void A_natural_step_of_length_one_reaches_the_optimum_from_anywhere()
    {
        (Points inputs, Matrix<double> targets) = Made(60, 3, 1);
        (VariationalBound bound, VariationalState state) = Begun(inputs, targets);
        double[] first = Step(bound, state, inputs, targets, 1);
        double[] second = Step(bound, state, inputs, targets, 1);
        AssertClose(first, second, 1e-13);
    }

    [Fact]
    public void Gradients_are_those_of_finite_differences_away_from_the_optimum()
    {
        (Points inputs, Matrix<double> targets) = Made(60, 3, 1);
        (VariationalBound bound, VariationalState state) = Begun(inputs, targets);
        Step(bound, state, inputs, targets, 0.4);
        double[] values = [.. Two.Hyperparameters.Select(parameter => parameter.Value)];
        var gradient = new double[values.Length + 1];

        double Value(Kernel kernel, double noise, double[] slopes)
        {
            Assert.True(bound.Begin(kernel));
            return bound.Add(kernel, new GaussianLikelihood(noise), state, inputs, Column(targets), 1, slopes);
        }

        Value(Two, 0.2, gradient);
        for (int j = 0; j < values.Length; j++)
        {
            AssertSlope(gradient[j], step =>
            {
                double[] moved = [.. values];
                moved[j] *= Math.Exp(step);
                return Value(Two.WithValues(moved), 0.2, []);
            });
        }

        AssertSlope(gradient[^1], step => Value(Two, 0.2 * Math.Exp(step), []));
    }

    [Fact]
    public void Batches_add_up_to_all_rows()
    {
        (Points inputs, Matrix<double> targets) = Made(60, 3, 1);
        (VariationalBound bound, VariationalState state) = Begun(inputs, targets);
        Step(bound, state, inputs, targets, 0.4);
        var likelihood = new GaussianLikelihood(0.2);
        double[] y = Column(targets);
        var whole = new double[Two.Hyperparameters.Count + 1];
        Assert.True(bound.Begin(Two));
        double value = bound.Add(Two, likelihood, state, inputs, y, 1, whole);
        double[] target = [.. bound.StepTarget];
        Assert.True(bound.Begin(Two));
        var parts = new double[whole.Length];
        double sum = 0;
        for (int first = 0; first < 60; first += 20)
        {
            var part = new double[whole.Length];
            Points rows = inputs.Select([.. Enumerable.Range(first, 20)]);

            // A third of the rows, each standing for three, three times over: the mean is the whole.
            sum += bound.Add(Two, likelihood, state, rows, y.AsSpan(first, 20), 3, part) / 3;
            for (int j = 0; j < parts.Length; j++)
            {
                parts[j] += part[j] / 3;
            }
        }

        Assert.Equal(value, sum, 1e-12 * Math.Abs(value));
        AssertClose(whole, parts, 1e-11);
        AssertClose(target, [.. bound.StepTarget.Select(element => element / 3)], 1e-12);
    }

    [Theory]
    [InlineData(0.3, 0.8, 0.05)]
    [InlineData(-1.2, 0.0, 0.4)]
    public void The_expected_density_is_the_integral(double mean, double variance, double noise)
    {
        // The mean of a polynomial of degree 2 in f is exact with the points ±1 standard deviation.
        double deviation = Math.Sqrt(variance);
        double Density(double f) => (-0.5 * Math.Log(2 * Math.PI * noise)) - ((0.7 - f) * (0.7 - f) / (2 * noise));
        double expected = 0.5 * (Density(mean + deviation) + Density(mean - deviation));
        double value = new GaussianLikelihood(noise).Expect(0.7, mean, variance, out LikelihoodSlopes slopes);
        Assert.Equal(expected, value, 1e-13 * (1 + Math.Abs(expected)));
        AssertSlope(slopes.Mean, step => new GaussianLikelihood(noise).Expect(0.7, mean + step, variance, out _));
        AssertSlope(slopes.Variance, step => new GaussianLikelihood(noise).Expect(0.7, mean, variance + step, out _));
        AssertSlope(
            slopes.Parameter,
            step => new GaussianLikelihood(noise * Math.Exp(step)).Expect(0.7, mean, variance, out _));
    }

    [Fact]
    public void Learning_from_batches_comes_near_the_collapsed_search()
    {
        (Points inputs, Matrix<double> targets) = Made(400, 2, 1);
        Points inducing = inputs.Select([.. Enumerable.Range(0, 30)]);
        Kernel kernel = new Rbf(Lengthscales.Ard);
        var given = new GivenLandmarks(inducing);
        FittedSparseProcess best = new SparseGaussianProcess(kernel) { InducingRule = given, Restarts = 0 }
            .Fit(inputs, targets);
        var recipe = new StochasticGaussianProcess(kernel)
        {
            InducingRule = given, BatchRows = 100, Epochs = 60, StartRows = 100, Restarts = 0,
        };
        FittedSparseProcess learnt = recipe.Fit(inputs, targets);

        // 240 noisy steps of length 0.01 end within a few nats of the optimum: a hundredth of a nat per row.
        Assert.InRange(best.Bound - learnt.Bound, -1e-6, 5);
        Assert.Equal(60, learnt.Optimization!.Trace.Count);
        Assert.Equal(240, learnt.Certificate.Iterations);
        Assert.Equal(learnt.Bound, recipe.Fit(inputs, targets, new ComputeOptions { Threads = 1 }).Bound);
        Assert.NotEqual(learnt.Bound, (recipe with { Seed = 1 }).Fit(inputs, targets).Bound);
    }

    [Fact]
    public void Refuses_what_it_cannot_use()
    {
        (Points inputs, Matrix<double> two) = Made(20, 2, 2);
        var recipe = new StochasticGaussianProcess(new Rbf(1.0)) { NoiseVariance = 0.1, Optimize = false };
        Assert.Contains("1 column", Assert.Throws<ArgumentException>(() => recipe.Fit(inputs, two)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => recipe with { BatchRows = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => recipe with { NaturalStep = 1.5 });
    }

    private static (VariationalBound Bound, VariationalState State) Begun(Points inputs, Matrix<double> targets)
    {
        Points inducing = inputs.Select([0, 7, 13, 22, 31, 45]);
        return (new VariationalBound(inducing, JitterPolicy.Never, null), new VariationalState(6));
    }

    private static double[] Step(
        VariationalBound bound, VariationalState state, Points inputs, Matrix<double> targets, double length)
    {
        Assert.True(bound.Begin(Two));
        bound.Add(Two, new GaussianLikelihood(0.2), state, inputs, Column(targets), 1, []);
        Assert.True(state.TryStep(length, bound.StepTarget, bound.StepCurvature, null));
        return [.. state.Mean];
    }

    private static double[] Column(Matrix<double> targets) => targets.View.ColumnToArray(0);
}
