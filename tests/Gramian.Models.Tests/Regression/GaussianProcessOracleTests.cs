using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Regression;
using Gramian.Numerics;

namespace Gramian.Models.Tests.Regression;

/// <summary>The figures of the reference problem: X = (0, 1, 2.5), RBF with ℓ = 0.8, s² = 1.5, σ²ₙ = 0.1.</summary>
public sealed class GaussianProcessOracleTests
{
    // The reference prints ten decimals.
    private const double Printed = 5.1e-11;
    private static readonly Points Inputs = Points.FromColumn([0, 1, 2.5]);
    private static readonly double[] Targets = [0.3, -0.2, 1.1];

    private static GaussianProcess Recipe =>
        new(1.5 * new Rbf(0.8)) { NoiseVariance = 0.1, Optimize = false };

    [Fact]
    public void Weights_are_those_of_the_reference()
    {
        FittedGaussianProcess fitted = Recipe.Fit(Inputs, Targets);
        AssertClose([0.3528136783, -0.3975479445, 0.7492559933], fitted.Weights.View.ColumnToArray(0));
        Assert.Equal(0, fitted.Certificate.Jitter);
        Assert.InRange(fitted.Certificate.AchievedResidual, 0, 1e-15);
    }

    [Fact]
    public void Log_marginal_likelihood_and_its_gradient_are_those_of_the_reference()
    {
        using var likelihood = new MarginalLikelihood(Recipe, Inputs, Matrix<double>.FromRowMajor(3, 1, Targets));
        var gradient = new double[likelihood.ParameterNames.Count];
        double value = likelihood.Evaluate(likelihood.Kernel, 0.1, gradient);
        Assert.Equal(-3.8490926544, value, Printed);
        int lengthscale = Index(likelihood, "lengthscale");
        int variance = 3 - lengthscale - Index(likelihood, GaussianProcess.NoiseName);
        Assert.Equal(0.0796696938, gradient[lengthscale], Printed);
        Assert.Equal(-0.9271604627, gradient[variance], Printed);
        Assert.Equal(-0.0680718948, gradient[^1], Printed);
        Assert.Equal(-3.8490926544, Recipe.Fit(Inputs, Targets).LogMarginalLikelihood, Printed);
    }

    [Fact]
    public void Predictions_are_those_of_the_reference()
    {
        Prediction prediction = Recipe.Fit(Inputs, Targets).Predict(Points.FromColumn([0.5, 4]));
        AssertClose([-0.0058160892, 0.1932568298], prediction.Mean);
        AssertClose([0.1643760058, 1.4569454469], prediction.LatentVariance!);
        AssertClose([0.2643760058, 1.5569454469], prediction.Variance);
    }

    [Fact]
    public void Leave_one_out_is_that_of_the_reference()
    {
        LeaveOneOut left = Recipe.Fit(Inputs, Targets).LeaveOneOut();
        AssertClose([-0.1582561407, 0.3028930637, -0.0617857913], left.Prediction.Mean);
        AssertClose([1.2988616058, 1.2649872063, 1.5505859168], left.Prediction.Variance);
        Assert.Equal(-3.8404461883, left.LogDensity, Printed);
    }

    [Fact]
    public void The_gradient_of_the_posterior_mean_is_that_of_the_reference() =>
        AssertClose([-0.5690045991], Recipe.Fit(Inputs, Targets).MeanGradient([0.5]));

    [Theory]
    [InlineData(MeanFunction.Zero)]
    [InlineData(MeanFunction.Linear)]
    public void The_gradient_of_the_posterior_mean_is_exact_where_it_exists(MeanFunction mean)
    {
        var inputs = new Points(Gramian.Numerics.Random.WorkloadRandom.NormalMatrix(3, 30, 3));
        double[] targets = [.. Enumerable.Range(0, 30)
            .Select(i => Math.Sin(inputs.Values[i, 0]) + inputs.Values[i, 2])];
        Kernel kernel = Kernel.Parse("2 * matern52(lengthscale=[1, 2, 0.7]) + 0.3 * periodic(period=4) * rbf.on(1)");
        FittedGaussianProcess fitted = new GaussianProcess(kernel)
        {
            Mean = mean, NoiseVariance = 0.1, Optimize = false,
        }.Fit(inputs, targets);
        double[] query = [0.3, -0.4, 0.9];
        double[] gradient = fitted.MeanGradient(query);
        for (int k = 0; k < 3; k++)
        {
            double At(double steps)
            {
                double[] moved = [.. query];
                moved[k] += 1e-3 * steps;
                return fitted.Predict(new Points(Matrix<double>.FromRowMajor(1, 3, moved))).Mean[0];
            }

            // Fourth order: step⁴ and eps / step are below 1e-11.
            Assert.Equal(((8 * (At(1) - At(-1))) - (At(2) - At(-2))) / 12e-3, gradient[k], 1e-9);
        }
    }

    private static int Index(MarginalLikelihood likelihood, string part) =>
        likelihood.ParameterNames.ToList().FindIndex(name => name.Contains(part, StringComparison.Ordinal));

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], Printed);
        }
    }
}
