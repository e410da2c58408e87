using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers.QuadraticProgrammes;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.SupportVectors;

public sealed class SupportVectorRegressorConformance : WeightedConformance<SupportVectorRegressor>
{
    private static readonly SequentialMinimalOptimizer Tight = new() { Tolerance = 1e-9 };

    protected override IEnumerable<SupportVectorRegressor> Instances =>
    [
        new(Rbf.FromGamma(0.5)) { Solver = Tight },
        new(Rbf.FromGamma(0.2)) { Solver = Tight, Cost = 10, Width = 0.01 },
        new(Rbf.FromGamma(0.5)) { Solver = Tight, Nu = 0.4 },
    ];

    // What the tolerance of the solver leaves of an intercept.
    protected override double Tolerance => 1e-7;

    protected override ModelRows Problem(int rows, int dimension)
    {
        var random = new RandomStream(20);
        Points inputs = Cloud(random, rows, dimension);
        var targets = new Matrix<double>(rows, 1);
        for (int i = 0; i < rows; i++)
        {
            targets[i, 0] = Math.Sin(inputs.Values[i, 0]) + (0.3 * random.NextNormal());
        }

        return new ModelRows(inputs, targets, []);
    }

    protected override ModelAnswers Fit(SupportVectorRegressor recipe, ModelRows rows, ComputeOptions? options = null)
    {
        FittedSupportVectorRegressor fitted = recipe.Fit(rows.Inputs, rows.Target, rows.Weights, options: options);
        return (queries, asked) =>
            Matrix<double>.FromRowMajor(queries.Count, 1, fitted.Predict(queries, asked));
    }
}

public sealed class OneClassConformance : WeightedConformance<OneClassSupportVectors>
{
    protected override IEnumerable<OneClassSupportVectors> Instances =>
    [
        new(Rbf.FromGamma(0.5)) { Nu = 0.3, Solver = new() { Tolerance = 1e-9 } },
        new(Rbf.FromGamma(0.2)) { Nu = 0.6, Solver = new() { Tolerance = 1e-9 } },
    ];

    // What the tolerance of the solver leaves of an offset.
    protected override double Tolerance => 1e-7;

    protected override ModelRows Problem(int rows, int dimension) =>
        new(Cloud(new RandomStream(20), rows, dimension), null, []);

    protected override ModelAnswers Fit(OneClassSupportVectors recipe, ModelRows rows, ComputeOptions? options = null)
    {
        FittedOneClass fitted = recipe.Fit(rows.Inputs, rows.Weights, options);
        return (queries, asked) =>
            Matrix<double>.FromRowMajor(queries.Count, 1, fitted.DecisionValues(queries, asked));
    }
}

public sealed class SupportVectorTuningConformance : ClassTuningConformance<SupportVectorTuning>
{
    protected override IEnumerable<SupportVectorTuning> Instances =>
        [new() { Costs = [1, 16], LengthscaleFactors = [0.5, 2], Folds = 3, Seed = 1 }];

    protected override IClassifier Fit(
        SupportVectorTuning tuning, Points inputs, int[] labels, ComputeOptions? options) =>
        tuning.Fit(null, inputs, labels, 3, out _, options);
}
