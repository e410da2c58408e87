using Gramian.Kernels.Algebra;
using Gramian.Kernels.Gram;
using Gramian.Testing.Kernels;

namespace Gramian.Kernels.Tests.Algebra;

public sealed class WarpedTests : KernelConformance<Warped>
{
    protected override IEnumerable<Warped> Instances =>
        [(Warped)Kernel.Parse("rbf.warp(asinh)"), (Warped)Kernel.Parse("(rbf * linear).warp(asinh)")];

    [Fact]
    public void Refuses_a_coordinate_outside_the_domain_of_the_warp()
    {
        Kernel kernel = Kernel.Parse("rbf.warp(log)");
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => kernel.GramMatrix(Points.FromRows(new[,] { { 1.0, 2.0 }, { 3.0, -1.0 } })));
        Assert.Contains("row 1, column 1", refusal.Message, StringComparison.Ordinal);
    }

    protected override double Reference(Warped kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double[] first = Array.ConvertAll(x.ToArray(), Math.Asinh);
        double[] second = Array.ConvertAll(y.ToArray(), Math.Asinh);
        return kernel.Inner.Evaluate(first, second);
    }
}
