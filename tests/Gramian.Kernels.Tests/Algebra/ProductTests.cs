using Gramian.Kernels.Algebra;
using Gramian.Testing.Kernels;

namespace Gramian.Kernels.Tests.Algebra;

public sealed class ProductTests : KernelConformance<Product>
{
    protected override IEnumerable<Product> Instances =>
    [
        (Product)Kernel.Parse("2 * rbf(lengthscale=0.5) * (3 * periodic)"),
        (Product)Kernel.Parse("(rbf + constant) * matern32(lengthscale=[1, 2, 0.3]) * (linear * rbf) * (2 * (rbf))"),
    ];

    [Fact]
    public void Only_the_first_variance_is_searched()
    {
        Kernel kernel = Kernel.Parse("2 * rbf * (3 * periodic)");
        Assert.Equal(["1.variance"], kernel.Hyperparameters.Where(h => h.Fixed).Select(h => h.Name));
    }

    protected override double Reference(Product kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double product = 1;
        foreach (Kernel part in kernel.Parts)
        {
            product *= part.Evaluate(x, y);
        }

        return product;
    }
}
