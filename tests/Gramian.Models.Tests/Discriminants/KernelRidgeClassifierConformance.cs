using Gramian.Kernels.Stationary;
using Gramian.Models.Discriminants;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.Discriminants;

public sealed class KernelRidgeClassifierConformance : ClassifierConformance<KernelRidgeClassifier>
{
    protected override IEnumerable<KernelRidgeClassifier> Instances =>
        [new(new Rbf(1.0)) { Ridge = 1e-2 }, new(new Matern52(2.0)) { Ridge = 1e-3, InterceptVariance = 0 }];
}

public sealed class ScaledRidgeClassifierConformance : ClassifierConformance<KernelRidgeClassifier>
{
    protected override IEnumerable<KernelRidgeClassifier> Instances =>
        [new(new Rbf(1.0)) { WithProbabilities = true }];

    // A repeated row is predicted by its other self when it is left out; a row of weight two is left out whole.
    protected override bool CountsWeights => false;
}

public sealed class CentredRidgeClassifierConformance : ClassifierConformance<KernelRidgeClassifier>
{
    protected override IEnumerable<KernelRidgeClassifier> Instances =>
        [new(new Rbf(1.0)) { Ridge = 1e-2, ExactRows = 0, CentreCount = 20 }];

    // Centres are drawn by their places.
    protected override bool IgnoresOrder => false;

    protected override bool CountsWeights => false;
}
