using Gramian.Solvers.Dense;

namespace Gramian.Solvers.Tests.Dense;

public sealed class JitterPolicyTests
{
    [Fact]
    public void Tries_none_and_then_every_decade_to_a_ten_thousandth()
    {
        double[] attempts = [.. JitterPolicy.Default.Attempts()];
        Assert.Equal([0, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4], attempts, (a, b) => Math.Abs(a - b) <= 1e-14 * b);
    }

    [Fact]
    public void Tries_nothing_when_it_is_forbidden() => Assert.Equal([0.0], JitterPolicy.Never.Attempts());

    [Fact]
    public void Rejects_values_that_do_not_make_sense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new JitterPolicy { Smallest = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new JitterPolicy { Largest = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new JitterPolicy { Growth = 1 });
    }
}
