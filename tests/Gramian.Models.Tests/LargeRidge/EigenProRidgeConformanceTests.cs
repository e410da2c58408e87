using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.LargeRidge;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers.Stochastic;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.LargeRidge;

public sealed class EigenProRidgeConformanceTests : EstimatorConformance<EigenProRidge>
{
    private static EigenPro Solver => new() { RelativeTolerance = 1e-9, EpochLimit = 3000 };

    protected override IEnumerable<EigenProRidge> Instances =>
    [
        new(new Rbf(1.3)) { Ridge = 0.01, Solver = Solver },
        new(new Matern52(2, 3)) { Ridge = 0.1, Solver = Solver with { BatchSize = 7, SampleRows = 20 } },
    ];

    // The steps stop at a residual of 1e-9; a sample of 20 rows of a permuted set gives another variance.
    protected override double Tolerance => 3e-2;

    [Fact]
    public void Predictions_are_those_of_kernel_ridge_regression()
    {
        Matrix<double> x = WorkloadRandom.UniformMatrix(1, 400, 2);
        var y = new Matrix<double>(400, 2);
        for (int i = 0; i < 400; i++)
        {
            y[i, 0] = Math.Sin(4 * x[i, 0]) + (0.1 * WorkloadRandom.Normal(2, (ulong)i));
            y[i, 1] = x[i, 1];
        }

        var inputs = new Points(x);
        FittedEigenProRidge fitted = new EigenProRidge(new Matern52(0.5))
        {
            Ridge = 1e-3,
            Solver = Solver with { SampleRows = 200, Pairs = 60 },
        }.Fit(inputs, y);
        Assert.Equal(EigenProStop.Tolerance, fitted.Run.Stop);
        Prediction expected = new KernelRidge(new Matern52(0.5)) { Ridge = 1e-3 }.Fit(inputs, y).Predict(inputs);
        Prediction actual = fitted.Predict(inputs);
        for (int i = 0; i < 400; i++)
        {
            // 1e-9 of the norm of 800 targets, over nλ = 0.4.
            Assert.Equal(expected.Means[i, 0], actual.Means[i, 0], 1e-6);
            Assert.Equal(expected.Means[i, 1], actual.Means[i, 1], 1e-6);
        }

        // Leave-one-out and generalised cross-validation agree to a few per cent on 400 rows.
        Assert.Equal(expected.Variances[0, 0], actual.Variances[0, 0], 0.1 * expected.Variances[0, 0]);
    }

    protected override string? ExpectedFailure(EigenProRidge recipe, string law) => law switch
    {
        nameof(Adding_a_constant_to_the_targets_adds_it_to_the_predictions) => "The prior mean is zero.",
        _ => null,
    };
}
