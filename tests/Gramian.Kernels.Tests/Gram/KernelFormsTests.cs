using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Kernels.Tests.Gram;

public sealed class KernelFormsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(31, 3)]
    [InlineData(32, 8)]
    [InlineData(33, 9)]
    [InlineData(64, 2)]
    [InlineData(97, 17)]
    [InlineData(200, 70)]
    public void Forms_agree_with_the_matrix(int n, int count)
    {
        Kernel kernel = Kernel.Parse("rbf + 0.1 * white + 0.2 * matern12");
        Points points = KernelTests.SomePoints(n, 3);
        var vectors = Matrix<double>.Uninitialized(n, count);
        for (int i = 0; i < n; i++)
        {
            new RandomStream(7, (ulong)i).FillNormal(vectors.Row(i));
        }

        double[] forms = kernel.QuadraticForms(points, vectors);
        Assert.Equal(count, forms.Length);
        using Matrix<double> gram = kernel.GramMatrix(points);
        for (int c = 0; c < count; c++)
        {
            (double sum, double size) = (0, 0);
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    double term = vectors[i, c] * gram[i, j] * vectors[j, c];
                    sum += term;
                    size += Math.Abs(term);
                }
            }

            // n² terms, each with a few roundings.
            Assert.Equal(sum, forms[c], 1e-14 * size);
        }
    }

    [Fact]
    public void The_bits_do_not_depend_on_the_threads()
    {
        Points points = KernelTests.SomePoints(300, 2);
        var vectors = Matrix<double>.Uninitialized(300, 5);
        for (int i = 0; i < 300; i++)
        {
            new RandomStream(3, (ulong)i).FillNormal(vectors.Row(i));
        }

        double[] Forms(int threads) =>
            Kernel.Parse("rbf").QuadraticForms(points, vectors, new ComputeOptions { Threads = threads });
        Assert.Equal(Forms(1), Forms(3));
    }

    [Fact]
    public void Vectors_of_another_length_are_refused() => Assert.Throws<ArgumentException>(
        () => Kernel.Parse("rbf").QuadraticForms(KernelTests.SomePoints(4, 1), new Matrix<double>(3, 1)));
}
