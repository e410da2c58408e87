using Gramian.Kernels.Stationary;
using Gramian.Models.Logistic;
using Gramian.Models.Losses;
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
}

public sealed class ChosenRidgeConformance : ClassifierConformance<KernelLogisticRegression>
{
    protected override IEnumerable<KernelLogisticRegression> Instances =>
    [
        new(new Rbf(1.0)), new(new Rbf(1.0)) { ExactRows = 0, CentreCount = 20 },
        new(new Rbf(1.0)) { Loss = new AldrKlLoss(1, 2, 1), Ridge = 1e-2, ExactRows = 0, CentreCount = 20 },
    ];

    // Folds and centres are drawn by place.
    protected override bool IgnoresOrder => false;

    protected override bool CountsWeights => false;
}
