using Gramian.Kernels.Stationary;
using Gramian.Models.Classification;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.Classification;

public sealed class VariationalClassifierConformanceTests : ClassifierConformance<VariationalClassifier>
{
    protected override IEnumerable<VariationalClassifier> Instances =>
    [
        new VariationalClassifier(4.0 * new Rbf(1.2)) { Optimize = false, Tolerance = 1e-8, InducingCount = 20 },
        new VariationalClassifier(4.0 * new Rbf(1.2)) { InducingCount = 20, Restarts = 0, Epochs = 2, BatchRows = 16 },
    ];

    // Inducing points and batches are drawn by the places of the rows.
    protected override bool IgnoresOrder => false;

    protected override bool CountsWeights => false;
}
