using Gramian.Models.Densities;
using Gramian.Models.Smoothing;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.Smoothing;

public sealed class LocalRegressionConformanceTests : EstimatorConformance<LocalRegression>
{
    protected override IEnumerable<LocalRegression> Instances =>
    [
        new() { Shape = BandwidthShape.Scalar },
        new() { Shape = BandwidthShape.Scalar, Order = LocalOrder.Constant },
    ];

    // The search stops at a thousandth of the logarithm of a bandwidth, and sums in another order may end elsewhere.
    protected override double Tolerance => 1e-6;

    protected override LocalRegression Rescale(LocalRegression recipe, double inputFactor, double targetFactor) =>
        recipe;
}
