using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Logistic;
using Gramian.Models.Losses;
using Gramian.Numerics;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.Logistic;

public sealed class KernelLogisticConformance : ClassifierConformance<KernelLogisticRegression>
{
    protected override IEnumerable<KernelLogisticRegression> Instances =>
    [
        new(new Rbf(1.0)) { Ridge = 1e-2, Tolerance = 1e-18 },
        new(new Matern52(2.0)) { Ridge = 1e-2, Tolerance = 1e-18, Intercept = false, Loss = new LdrKlLoss(0.7, 0.5) },
        new(new Rbf(1.0)) { Ridge = 1e-2, Tolerance = 1e-16, Loss = new GeneralizedCrossEntropy(0.5) },
    ];

    protected override KernelLogisticRegression WithClassWeights(
        KernelLogisticRegression recipe, ImmutableDictionary<double, double> weights) =>
        recipe with { ClassWeights = weights };
}

public sealed class ChosenRidgeConformance : ClassifierConformance<KernelLogisticRegression>
{
    protected override IEnumerable<KernelLogisticRegression> Instances =>
    [
        new(new Rbf(1.0)), new(new Rbf(1.0)) { ExactRows = 0, CentreCount = 20 },
        new(new Rbf(1.0)) { Loss = new AldrKlLoss(1, 2, 1), Ridge = 1e-2, ExactRows = 0, CentreCount = 20 },
    ];

    protected override string? ExpectedFailure(KernelLogisticRegression recipe, string law) => law switch
    {
        nameof(Permuting_the_rows_changes_nothing) or
            nameof(A_weight_of_two_is_a_row_twice_and_of_zero_no_row) =>
            "Folds and centres are drawn by the places of the rows.",
        _ => null,
    };

    protected override KernelLogisticRegression WithClassWeights(
        KernelLogisticRegression recipe, ImmutableDictionary<double, double> weights) =>
        recipe with { ClassWeights = weights };
}

public sealed class LogisticTuningConformance : ClassTuningConformance<LogisticTuning>
{
    protected override IEnumerable<LogisticTuning> Instances =>
        [new() { LengthscaleFactors = [0.5, 1], Seed = 1 }, new() { LengthscaleFactors = [1], CentreCount = 20 }];

    protected override IClassifier Fit(LogisticTuning tuning, Points inputs, int[] labels, ComputeOptions? options) =>
        tuning.Fit(null, inputs, labels, 3, out _, options);
}
