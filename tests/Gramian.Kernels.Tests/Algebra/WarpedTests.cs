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

    [Theory]
    [InlineData(Warp.Log)]
    [InlineData(Warp.Log1p)]
    [InlineData(Warp.Asinh)]
    [InlineData(Warp.Logit)]
    [InlineData(Warp.Tanh)]
    public void Slopes_follow_the_chain_rule(Warp warp)
    {
        const double Step = 1e-5;
        Kernel kernel = Kernel.Parse("matern52").Warp(warp);
        Points other = Points.FromColumn([0.7]);
        using var one = new Numerics.Matrix<double>(1, 1);
        using var slope = new Numerics.Matrix<double>(1, 1);
        one[0, 0] = 1;
        foreach (double x in new[] { 0.1, 0.35, 0.9 })
        {
            kernel.ContractInputGradient(Points.FromColumn([x]), other, one, slope);
            double expected = (kernel.Evaluate([x + Step], [0.7]) - kernel.Evaluate([x - Step], [0.7])) / (2 * Step);

            // Step² times a third derivative, which the logit has large.
            Assert.Equal(expected, slope[0, 0], 1e-7);
        }
    }

    [Theory]
    [InlineData("rbf.warp(sqrt)", "rbf.warp(sqrt)")]
    [InlineData("linear + 2 * (rbf * laplacian.on(0))", "laplacian")]
    [InlineData("matern(smoothness=0.4)^2", "matern(smoothness=0.4)")]
    public void A_refusal_of_slopes_names_the_part_without_them(string text, string part)
    {
        Points point = Points.FromColumn([0.5]);
        using var one = new Numerics.Matrix<double>(1, 1);
        NotSupportedException refusal = Assert.Throws<NotSupportedException>(
            () => Kernel.Parse(text).ContractInputGradient(point, point, one, one));
        Assert.Contains($"'{part}'", refusal.Message, StringComparison.Ordinal);
    }

    protected override double Reference(Warped kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double[] first = Array.ConvertAll(x.ToArray(), Math.Asinh);
        double[] second = Array.ConvertAll(y.ToArray(), Math.Asinh);
        return kernel.Inner.Evaluate(first, second);
    }
}
