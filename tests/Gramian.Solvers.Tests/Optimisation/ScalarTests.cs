using Gramian.Solvers.Optimisation;

namespace Gramian.Solvers.Tests.Optimisation;

public sealed class ScalarTests
{
    [Fact]
    public void Finds_roots_to_rounding_in_few_evaluations()
    {
        int calls = 0;
        double root = ScalarRoot.Brent(
            x =>
            {
                calls++;
                return Math.Cos(x) - x;
            },
            0,
            1);
        Assert.Equal(0.7390851332151607, root, 15);
        Assert.InRange(calls, 3, 15);
        Assert.Equal(Math.Cbrt(2), ScalarRoot.Brent(x => (x * x * x) - 2, 5, -5), 14);
        Assert.Equal(1e-3, ScalarRoot.Brent(x => Math.Pow(x - 1e-3, 9), -1, 2), 1e-6);
        Assert.Equal(0, ScalarRoot.Brent(x => x, 0, 1));
    }

    [Fact]
    public void Refuses_ends_of_the_same_sign() =>
        Assert.Throws<ArgumentException>(() => ScalarRoot.Brent(x => (x * x) + 1, -1, 1));

    [Fact]
    public void Finds_minima_to_half_the_digits()
    {
        (double point, double value) = ScalarMinimum.Brent(x => Math.Cosh(x - 0.3), -4, 9);
        Assert.Equal(0.3, point, 5e-8);
        Assert.Equal(1, value, 14);
        Assert.Equal(0.3, ScalarMinimum.GoldenSection(x => Math.Cosh(x - 0.3), -4, 9).Point, 5e-8);
        Assert.Equal(2, ScalarMinimum.Brent(x => -x, 0, 2).Point, 1e-6);
        Assert.Equal(0.25, ScalarMinimum.Brent(x => x < 0.25 ? double.NaN : x, 0, 1).Point, 1e-6);
    }
}
