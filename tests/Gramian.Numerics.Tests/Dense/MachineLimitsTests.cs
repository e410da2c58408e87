using Gramian.Numerics.Dense;

namespace Gramian.Numerics.Tests.Dense;

public sealed class MachineLimitsTests
{
    [Fact]
    public void Measures_what_a_processor_can_do()
    {
        MachineLimits limits = MachineLimits.Measure(new ComputeOptions { Threads = 2 });
        Assert.Equal(2, limits.Threads);

        // From a scalar path under load to wider vectors than there are.
        Assert.InRange(limits.DoublePeak, 0.05, 2000);
        Assert.InRange(limits.SinglePeak, 0.05, 4000);
        Assert.InRange(limits.DoublePeakAllThreads, 0.05, 4000);
        Assert.InRange(limits.SinglePeakAllThreads, 0.05, 8000);
        Assert.InRange(limits.ReadBandwidth, 0.05, 2000);
        Assert.InRange(limits.TriadBandwidth, 0.05, 2000);

        // Twice the lanes: the rest is other work on the machine between two measurements.
        Assert.InRange(limits.SinglePeak / limits.DoublePeak, 0.5, 8);
    }

    [Fact]
    public void Stops_when_cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var options = new ComputeOptions { Threads = 1, CancellationToken = source.Token };
        Assert.Throws<OperationCanceledException>(() => MachineLimits.Measure(options));
    }
}
