using Gramian.Kernels.InnerProducts;
using Gramian.Testing.Kernels;

namespace Gramian.Kernels.Tests.InnerProducts;

public sealed class PolynomialTests : KernelConformance<Polynomial>
{
    protected override IEnumerable<Polynomial> Instances => [new(), new(1), new(3, 0.4, 2.5)];

    protected override double Reference(Polynomial kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = kernel.Offset;
        for (int k = 0; k < x.Length; k++)
        {
            sum += x[k] * y[k];
        }

        return kernel.Variance * Math.Pow(sum, kernel.Degree);
    }

    [Fact]
    public void Converts_the_convention_of_support_vector_machines() =>
        Assert.Equal(
            Math.Pow((0.3 * 6) + 0.5, 3), Polynomial.FromGamma(0.3, 0.5, 3).Evaluate([2], [3]), 1e-13);

    [Fact]
    public void Rejects_a_degree_of_zero() => Assert.Throws<ArgumentOutOfRangeException>(() => new Polynomial(0));
}
