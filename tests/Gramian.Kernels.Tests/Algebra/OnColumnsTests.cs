using Gramian.Kernels.Algebra;
using Gramian.Testing.Kernels;

namespace Gramian.Kernels.Tests.Algebra;

public sealed class OnColumnsTests : KernelConformance<OnColumns>
{
    protected override IEnumerable<OnColumns> Instances =>
    [
        (OnColumns)Kernel.Parse("rbf.on(1)"),
        (OnColumns)Kernel.Parse("(0.5 * matern32(lengthscale=ard) + linear).on(2, 0)").Resolve(3, 0.8),
    ];

    [Fact]
    public void Refuses_points_without_its_columns()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => Kernel.Parse("rbf.on(0, 3)").Evaluate([1, 2, 3], [1, 2, 3]));
        Assert.Contains("column 3", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Kernels.Stationary.Rbf().On(1, 1));
        Assert.Throws<ArgumentException>(() => new Kernels.Stationary.Rbf().On());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Kernels.Stationary.Rbf().On(-1));
    }

    protected override double Reference(OnColumns kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var first = new List<double>();
        var second = new List<double>();
        foreach (int column in kernel.Columns)
        {
            first.Add(x[column]);
            second.Add(y[column]);
        }

        return kernel.Inner.Evaluate([.. first], [.. second]);
    }
}
