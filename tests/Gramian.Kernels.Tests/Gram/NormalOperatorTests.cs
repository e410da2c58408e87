using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Gramian.Testing.Operators;

namespace Gramian.Kernels.Tests.Gram;

public sealed class NormalOperatorTests : OperatorConformance<NormalOperator>
{
    protected override IEnumerable<(NormalOperator Operator, double[,] Matrix)> Instances
    {
        get
        {
            Kernel kernel = Kernel.Parse("rbf + 0.5 * linear * matern32");
            foreach ((int n, int m) in new[] { (45, 7), (7, 45), (1, 1), (40, 130) })
            {
                Points rows = KernelTests.SomePoints(n, 3);
                Points columns = Moved(KernelTests.SomePoints(m, 3));
                using Matrix<double> dense = Dense(kernel, rows, columns);
                var matrix = new double[m, m];
                for (int i = 0; i < m * m; i++)
                {
                    matrix[i / m, i % m] = dense[i / m, i % m];
                }

                yield return (new NormalOperator(kernel, rows, columns), matrix);
            }
        }
    }

    [Theory]
    [InlineData(700, 3)]
    [InlineData(2100, 65)]
    [InlineData(300, 1500)]
    public void Agrees_with_the_matrix_for_any_number_of_vectors_and_threads(int n, int m)
    {
        Kernel kernel = Kernel.Parse("matern52 * linear");
        Points rows = KernelTests.SomePoints(n, 2);
        Points columns = Moved(KernelTests.SomePoints(m, 2));
        using Matrix<double> dense = Dense(kernel, rows, columns);
        var operation = new NormalOperator(kernel, rows, columns);
        Assert.Equal(n, operation.SourceRows);
        foreach (int vectors in new[] { 1, 2, 9 })
        {
            using Matrix<double> input = WorkloadRandom.NormalMatrix(2, m, vectors);
            using var expected = new Matrix<double>(m, vectors);
            using var actual = new Matrix<double>(m, vectors);
            using var again = new Matrix<double>(m, vectors);
            Blas.Gemm(Transpose.No, Transpose.No, 1.0, dense, input, 0.0, expected);
            operation.Apply(input, actual, new ComputeOptions { Threads = 1 });
            operation.Apply(input, again, new ComputeOptions { Threads = 3 });
            double scale = Enumerable.Range(0, m).Max(i => VectorOps.MaxAbs<double>(expected.Row(i)));
            for (int i = 0; i < m; i++)
            {
                Assert.True(actual.Row(i).SequenceEqual(again.Row(i)));
                for (int k = 0; k < vectors; k++)
                {
                    // Some roundings of sums of n m terms.
                    Assert.Equal(expected[i, k], actual[i, k], 1e-12 * scale);
                }
            }
        }
    }

    [Theory]
    [InlineData(700, 3)]
    [InlineData(300, 1500)]
    public void Both_products_in_one_pass_are_those_of_two(int n, int m)
    {
        var operation = new NormalOperator(
            Kernel.Parse("matern52"), KernelTests.SomePoints(n, 2), Moved(KernelTests.SomePoints(m, 2)));
        using Matrix<double> vector = WorkloadRandom.NormalMatrix(2, m, 1);
        using Matrix<double> targets = WorkloadRandom.NormalMatrix(3, n, 1);
        using var expected = new Matrix<double>(m, 1);
        using var expectedTransposed = new Matrix<double>(m, 1);
        operation.Apply(vector, expected);
        operation.ApplyTransposed(targets, expectedTransposed);
        foreach (int threads in new[] { 1, 3 })
        {
            var (product, transposed) = (new double[m], new double[m]);
            operation.ApplyBoth(
                vector.View.ColumnToArray(0), targets.View.ColumnToArray(0), product, transposed,
                new ComputeOptions { Threads = threads });
            Assert.Equal(expected.View.ColumnToArray(0), product);
            Assert.Equal(expectedTransposed.View.ColumnToArray(0), transposed);
        }

        Assert.Throws<ArgumentException>(
            () => operation.ApplyBoth(new double[m + 1], new double[n], new double[m], new double[m]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_transposed_product_is_that_of_the_transposed_matrix(int vectors)
    {
        Kernel kernel = Kernel.Parse("rbf");
        Points rows = KernelTests.SomePoints(333, 3);
        Points columns = Moved(KernelTests.SomePoints(70, 3));
        using Matrix<double> cross = kernel.CrossMatrix(rows, columns);
        using Matrix<double> input = WorkloadRandom.NormalMatrix(3, 333, vectors);
        using var expected = new Matrix<double>(70, vectors);
        using var actual = new Matrix<double>(70, vectors);
        Blas.Gemm(Transpose.Yes, Transpose.No, 1.0, cross, input, 0.0, expected);
        new NormalOperator(kernel, rows, columns).ApplyTransposed(input, actual);
        for (int i = 0; i < 70; i++)
        {
            for (int k = 0; k < vectors; k++)
            {
                // Sums of 333 terms below 4.
                Assert.Equal(expected[i, k], actual[i, k], 1e-12);
            }
        }
    }

    [Fact]
    public void Refuses_points_and_vectors_that_do_not_fit_and_stops_when_cancelled()
    {
        Points rows = KernelTests.SomePoints(20, 3);
        var operation = new NormalOperator(Kernel.Parse("rbf"), rows, rows);
        Assert.Throws<ArgumentException>(
            () => new NormalOperator(Kernel.Parse("rbf"), rows, KernelTests.SomePoints(4, 2)));
        using var vectors = new Matrix<double>(20, 2);
        using var wrong = new Matrix<double>(19, 2);
        Assert.Throws<ArgumentException>(() => operation.ApplyTransposed(wrong, vectors));
        Assert.Throws<ArgumentException>(() => operation.ApplyTransposed(vectors, wrong));
        using var product = new Matrix<double>(20, 2);
        var cancelled = new ComputeOptions { CancellationToken = new CancellationToken(canceled: true) };
        Assert.ThrowsAny<OperationCanceledException>(() => operation.Apply(vectors, product, cancelled));
    }

    private static Matrix<double> Dense(Kernel kernel, Points rows, Points columns)
    {
        using Matrix<double> cross = kernel.CrossMatrix(rows, columns);
        var product = new Matrix<double>(columns.Count, columns.Count);
        Blas.Gemm(Transpose.Yes, Transpose.No, 1.0, cross, cross, 0.0, product);
        return product;
    }

    // Other points than the rows, which begin with the same numbers.
    private static Points Moved(Points points)
    {
        Matrix<double> moved = points.Values.ToMatrix();
        for (int i = 0; i < moved.Rows; i++)
        {
            moved[i, 0] += 0.25;
        }

        return new Points(moved);
    }
}
