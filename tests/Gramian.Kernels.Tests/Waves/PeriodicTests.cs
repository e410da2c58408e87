using Gramian.Kernels.Waves;
using Gramian.Testing.Kernels;

namespace Gramian.Kernels.Tests.Waves;

public sealed class PeriodicTests : KernelConformance<Periodic>
{
    protected override IEnumerable<Periodic> Instances =>
        [new(), new(1.7, 0.7, 2.5), new(0.9, new[] { 0.8, 1.3, 3.0 }, 0.6)];

    protected override double Reference(Periodic kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            double sine = Math.Sin(Math.PI * (x[k] - y[k]) / kernel.Period);
            sum += 2 * Math.Pow(sine / NaiveDistance.Of(kernel.Lengthscale, k), 2);
        }

        return kernel.Variance * Math.Exp(-sum);
    }

    [Fact]
    public void Has_the_same_value_a_million_periods_on() =>
        Assert.Equal(
            new Periodic(0.5, 1).Evaluate([0], [0.2]), new Periodic(0.5, 1).Evaluate([0], [500000.2]), 1e-9);
}
