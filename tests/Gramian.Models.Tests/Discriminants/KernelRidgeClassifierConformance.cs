using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Discriminants;
using Gramian.Numerics;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.Discriminants;

public sealed class KernelRidgeClassifierConformance : ClassifierConformance<KernelRidgeClassifier>
{
    protected override IEnumerable<KernelRidgeClassifier> Instances =>
        [new(new Rbf(1.0)) { Ridge = 1e-2 }, new(new Matern52(2.0)) { Ridge = 1e-3, InterceptVariance = 0 }];

    protected override KernelRidgeClassifier WithClassWeights(
        KernelRidgeClassifier recipe, ImmutableDictionary<double, double> weights) =>
        recipe with { ClassWeights = weights };
}

public sealed class ScaledRidgeClassifierConformance : ClassifierConformance<KernelRidgeClassifier>
{
    protected override IEnumerable<KernelRidgeClassifier> Instances =>
        [new(new Rbf(1.0)) { WithProbabilities = true }];

    protected override string? ExpectedFailure(KernelRidgeClassifier recipe, string law) => law switch
    {
        nameof(A_weight_of_two_is_a_row_twice_and_of_zero_no_row) =>
            "A repeated row is predicted by its other self when left out; one of weight two is left out whole.",
        nameof(The_decision_values_decide) =>
            "The label is the likeliest, and a scaling has its even odds elsewhere than at zero.",
        _ => null,
    };

    protected override KernelRidgeClassifier WithClassWeights(
        KernelRidgeClassifier recipe, ImmutableDictionary<double, double> weights) =>
        recipe with { ClassWeights = weights };
}

public sealed class CentredRidgeClassifierConformance : ClassifierConformance<KernelRidgeClassifier>
{
    protected override IEnumerable<KernelRidgeClassifier> Instances =>
        [new(new Rbf(1.0)) { Ridge = 1e-2, ExactRows = 0, CentreCount = 20 }];

    protected override string? ExpectedFailure(KernelRidgeClassifier recipe, string law) => law switch
    {
        nameof(Permuting_the_rows_changes_nothing) or
            nameof(A_weight_of_two_is_a_row_twice_and_of_zero_no_row) =>
            "Centres are drawn by the places of the rows.",
        _ => null,
    };

    protected override KernelRidgeClassifier WithClassWeights(
        KernelRidgeClassifier recipe, ImmutableDictionary<double, double> weights) =>
        recipe with { ClassWeights = weights };
}

public sealed class RidgeClassTuningConformance : ClassTuningConformance<RidgeClassTuning>
{
    protected override IEnumerable<RidgeClassTuning> Instances =>
        [new() { LengthscaleFactors = [0.5, 1] }, new() { LengthscaleFactors = [1], CentreCount = 20, Seed = 1 }];

    protected override IClassifier Fit(RidgeClassTuning tuning, Points inputs, int[] labels, ComputeOptions? options) =>
        tuning.Fit(null, inputs, labels, 3, out _, options);
}
