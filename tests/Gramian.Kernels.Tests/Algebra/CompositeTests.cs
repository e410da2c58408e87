using Gramian.Kernels.Algebra;
using Gramian.Kernels.Waves;
using Gramian.Testing.Kernels;

namespace Gramian.Kernels.Tests.Algebra;

public sealed class SumTests : KernelConformance<Sum>
{
    protected override IEnumerable<Sum> Instances =>
    [
        (Sum)Kernel.Parse("rbf(lengthscale=0.5) + 0.3 * linear"),
        (Sum)Kernel.Parse("0.8 * matern52(lengthscale=[1, 2, 0.3]) + linear + constant + (rbf * periodic + linear)"),
    ];

    protected override double Reference(Sum kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        foreach (Kernel part in kernel.Parts)
        {
            sum += part.Evaluate(x, y);
        }

        return sum;
    }
}

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

public sealed class ScaledTests : KernelConformance<Scaled>
{
    protected override IEnumerable<Scaled> Instances =>
        [(Scaled)Kernel.Parse("0.3 * (rbf + linear)"), (Scaled)Kernel.Parse("2 * (3 * rbf(lengthscale=2))")];

    [Fact]
    public void A_factor_goes_into_the_variance_of_an_elementary_kernel() =>
        Assert.Equal(Kernel.Parse("6 * rbf"), 2 * (3 * new Kernels.Stationary.Rbf()));

    protected override double Reference(Scaled kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        kernel.Factor * kernel.Inner.Evaluate(x, y);
}

public sealed class PowerTests : KernelConformance<Power>
{
    protected override IEnumerable<Power> Instances =>
        [(Power)Kernel.Parse("linear^1"), (Power)Kernel.Parse("(0.5 * rbf + linear)^3"), new(new Cosine(9), 6)];

    [Fact]
    public void Rejects_an_exponent_of_zero() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Kernels.Stationary.Rbf().Pow(0));

    protected override double Reference(Power kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        Math.Pow(kernel.Inner.Evaluate(x, y), kernel.Exponent);
}

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

public sealed class WarpedTests : KernelConformance<Warped>
{
    protected override IEnumerable<Warped> Instances =>
        [(Warped)Kernel.Parse("rbf.warp(asinh)"), (Warped)Kernel.Parse("(rbf * linear).warp(asinh)")];

    [Fact]
    public void Refuses_a_coordinate_outside_the_domain_of_the_warp()
    {
        Kernel kernel = Kernel.Parse("rbf.warp(log)");
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => Gram.KernelGram.GramMatrix(kernel, Points.FromRows(new[,] { { 1.0, 2.0 }, { 3.0, -1.0 } })));
        Assert.Contains("row 1, column 1", refusal.Message, StringComparison.Ordinal);
    }

    protected override double Reference(Warped kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double[] first = Array.ConvertAll(x.ToArray(), Math.Asinh);
        double[] second = Array.ConvertAll(y.ToArray(), Math.Asinh);
        return kernel.Inner.Evaluate(first, second);
    }
}
