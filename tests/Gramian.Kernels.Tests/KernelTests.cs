using Gramian.Kernels.Gram;
using Gramian.Kernels.InnerProducts;
using Gramian.Kernels.Stationary;
using Gramian.Numerics;

namespace Gramian.Kernels.Tests;

public sealed class KernelTests
{
    private static readonly double[] Origin = [0];
    private static readonly double[] One = [1];

    [Theory]
    [InlineData("matern12", 0.3678794412)]
    [InlineData("matern32", 0.4833577246)]
    [InlineData("matern52", 0.5239941088)]
    [InlineData("rbf", 0.6065306597)]
    [InlineData("2 * rbf(lengthscale=0.5)", 0.2706705665)]
    public void Has_the_known_value_at_distance_one(string text, double expected) =>
        Assert.Equal(expected, Kernel.Parse(text).Evaluate(Origin, One), 1e-10);

    [Fact]
    public void A_gram_matrix_holds_the_single_values_to_the_bit()
    {
        Kernel kernel = Kernel.Parse("0.8 * matern52(lengthscale=ard) * rbf + linear + 2 * (rbf + constant) + white")
            .Resolve(3, 0.7);
        Points points = SomePoints(101, 3);
        Matrix<double> gram = kernel.GramMatrix(points);
        for (int i = 0; i < points.Count; i++)
        {
            for (int j = 0; j < points.Count; j++)
            {
                Assert.Equal(kernel.Evaluate(points.Values.Row(i), points.Values.Row(j)), gram[i, j]);
            }
        }
    }

    [Fact]
    public void Splits_the_noise_of_a_sum()
    {
        Kernel kernel = Kernel.Parse("rbf + 0.5 * white + linear + white").SplitNoise(out double? variance);
        Assert.Equal(1.5, variance);
        Assert.Equal(new Rbf() + new Linear(), kernel);
    }

    [Fact]
    public void A_kernel_without_noise_is_returned_as_it_is()
    {
        Kernel kernel = new Rbf() + new Linear();
        Assert.Same(kernel, kernel.SplitNoise(out double? variance));
        Assert.Null(variance);
    }

    [Fact]
    public void Refuses_to_split_noise_from_noise() =>
        Assert.Throws<InvalidOperationException>(() => new White().SplitNoise(out _));

    internal static Points SomePoints(int count, int dimension) =>
        new(Numerics.Random.WorkloadRandom.NormalMatrix(7, count, dimension));
}
