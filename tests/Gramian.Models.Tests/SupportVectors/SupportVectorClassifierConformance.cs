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
}

public sealed class SupportVectorProbabilitiesConformance : ClassifierConformance<SupportVectorClassifier>
{
    protected override IEnumerable<SupportVectorClassifier> Instances =>
        [new(Rbf.FromGamma(0.5)) { WithProbabilities = true, Seed = 3 }];

    // The folds of the scaling are drawn by place.
    protected override bool IgnoresOrder => false;

    protected override bool CountsWeights => false;
}
