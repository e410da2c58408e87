using Gramian.Kernels.Gram;
using Gramian.Kernels.InnerProducts;
using Gramian.Kernels.Stationary;
using Gramian.Operators;
using Gramian.Testing.Kernels;

namespace Gramian.Kernels.Tests.InnerProducts;

public sealed class SigmoidTests : KernelConformance<Sigmoid>
{
    protected override IEnumerable<Sigmoid> Instances => [new(), new(0.3, 0.5), new(2, -1.5, 0.7)];

    protected override double Reference(Sigmoid kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            sum += x[k] * y[k];
        }

        return kernel.Variance * Math.Tanh((kernel.Slope * sum) + kernel.Offset);
    }

    [Fact]
    public void Says_that_it_is_not_positive_and_so_do_all_that_contain_it()
    {
        Kernel sigmoid = new Sigmoid();
        Kernel[] containing = [sigmoid, sigmoid + new Rbf(), 2 * sigmoid, sigmoid.On(0) * new Rbf()];
        Assert.All(containing, kernel => Assert.False(kernel.IsPositiveSemidefinite));
        Assert.True((new Rbf() + new Linear()).IsPositiveSemidefinite);
        Assert.Equal(Structure.Symmetric, sigmoid.Gram(Points.FromColumn([0, 1])).Structure);
    }

    [Fact]
    public void Rejects_a_slope_of_zero() => Assert.Throws<ArgumentOutOfRangeException>(() => new Sigmoid(0));
}
