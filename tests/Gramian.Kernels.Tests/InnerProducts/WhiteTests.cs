using Gramian.Kernels.InnerProducts;
using Gramian.Testing.Kernels;

namespace Gramian.Kernels.Tests.InnerProducts;

public sealed class WhiteTests : KernelConformance<White>
{
    protected override IEnumerable<White> Instances => [new(), new(2.5)];

    protected override double Reference(White kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        return x.SequenceEqual(y) ? kernel.Variance : 0;
    }

    [Fact]
    public void Two_observations_at_one_place_are_independent()
    {
        Points points = Points.FromColumn([1, 1]);
        Assert.Equal(0, Kernels.Gram.KernelGram.GramMatrix(new White(), points)[0, 1]);
        Assert.Equal(0, Kernels.Gram.KernelGram.CrossMatrix(new White(), points, points)[0, 0]);
    }
}
