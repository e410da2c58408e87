using System.Collections.Immutable;
using Gramian.Kernels.Stationary;
using Gramian.Models.SupportVectors;
using Gramian.Solvers.QuadraticProgrammes;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.SupportVectors;

public sealed class SupportVectorClassifierConformance : ClassifierConformance<SupportVectorClassifier>
{
    private static readonly SequentialMinimalOptimizer Tight = new() { Tolerance = 1e-8 };

    protected override IEnumerable<SupportVectorClassifier> Instances =>
    [
        new(Rbf.FromGamma(0.5)) { Solver = Tight },
        new(Rbf.FromGamma(0.5)) { Scheme = MulticlassScheme.OneVersusRest, Cost = 10, Solver = Tight },
    ];

    protected override SupportVectorClassifier WithClassWeights(
        SupportVectorClassifier recipe, ImmutableDictionary<double, double> weights) =>
        recipe with { ClassWeights = weights };
}

public sealed class SupportVectorProbabilitiesConformance : ClassifierConformance<SupportVectorClassifier>
{
    protected override IEnumerable<SupportVectorClassifier> Instances =>
        [new(Rbf.FromGamma(0.5)) { WithProbabilities = true, Seed = 3 }];

    protected override string? ExpectedFailure(SupportVectorClassifier recipe, string law) => law switch
    {
        nameof(Permuting_the_rows_changes_nothing) or
            nameof(A_weight_of_two_is_a_row_twice_and_of_zero_no_row) =>
            "The folds of the scaling are drawn by the places of the rows.",
        nameof(The_decision_values_decide) =>
            "The label is the likeliest, and a scaling has its even odds elsewhere than at zero.",
        _ => null,
    };
}
