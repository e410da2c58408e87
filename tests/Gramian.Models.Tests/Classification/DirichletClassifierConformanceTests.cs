using Gramian.Kernels.Stationary;
using Gramian.Models.Classification;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.Classification;

public sealed class DirichletClassifierConformanceTests : ClassifierConformance<DirichletClassifier>
{
    protected override IEnumerable<DirichletClassifier> Instances =>
        [new DirichletClassifier(4.0 * new Rbf(1.2)) { Optimize = false }];
}
