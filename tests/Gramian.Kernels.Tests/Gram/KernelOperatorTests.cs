using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Operators;
using Gramian.Testing.Operators;

namespace Gramian.Kernels.Tests.Gram;

public sealed class KernelOperatorTests : OperatorConformance<KernelOperator>
{
    protected override IEnumerable<(KernelOperator Operator, double[,] Matrix)> Instances
    {
        get
        {
            Kernel kernel = Kernel.Parse("rbf + 0.5 * linear * matern32 + 0.1 * white");
            Points some = KernelTests.SomePoints(45, 3);
            Points few = KernelTests.SomePoints(7, 3);
            foreach ((Points rows, Points columns) in new[] { (some, few), (few, some), (some, some), (few, few) })
            {
                yield return ((KernelOperator)kernel.Cross(rows, columns), Naive(kernel, rows, columns, same: false));
            }

            yield return ((KernelOperator)kernel.Gram(some), Naive(kernel, some, some, same: true));
            yield return ((KernelOperator)kernel.Gram(few), Naive(kernel, few, few, same: true));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(95)]
    [InlineData(129)]
    [InlineData(700)]
    public void A_symmetric_product_agrees_with_the_matrix_for_any_size_and_number_of_vectors(int count)
    {
        Points points = KernelTests.SomePoints(count, 3);
        foreach (string text in new[] { "matern52 + 0.2 * linear", "rbf", "rbf * matern32 * rationalquadratic" })
        {
            Kernel kernel = Kernel.Parse(text);
            using Matrix<double> gram = kernel.GramMatrix(points);
            foreach (int vectors in new[] { 1, 2, 8, 9, 16, 27 })
            {
                AssertAgrees(kernel.Gram(points), gram, vectors);
                AssertAgrees(kernel.Cross(points, points), gram, vectors);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Products_do_not_depend_on_the_number_of_threads(int vectors)
    {
        Points points = KernelTests.SomePoints(1500, 4);
        LinearOperator gram = Kernel.Parse("rbf").Gram(points);
        using Matrix<double> input = Numerics.Random.WorkloadRandom.NormalMatrix(2, 1500, vectors);
        using var expected = new Matrix<double>(1500, vectors);
        using var actual = new Matrix<double>(1500, vectors);
        gram.Apply(input, expected, new ComputeOptions { Threads = 1 });
        foreach (int threads in new[] { 2, 3, 7 })
        {
            gram.Apply(input, actual, new ComputeOptions { Threads = threads });
            for (int i = 0; i < 1500; i++)
            {
                Assert.True(expected.Row(i).SequenceEqual(actual.Row(i)));
            }
        }
    }

    [Fact]
    public void A_warm_product_with_one_vector_allocates_nothing()
    {
        Points points = KernelTests.SomePoints(300, 3);
        LinearOperator[] operators =
            [Kernel.Parse("rbf * linear").Gram(points), Kernel.Parse("matern32").Cross(points, points)];
        double[] vector = new double[300];
        double[] product = new double[300];
        var single = new ComputeOptions { Threads = 1 };
        foreach (LinearOperator operation in operators)
        {
            // Code that is not optimised yet may box, and when it will be is not for a test to say.
            long least = long.MaxValue;
            for (int i = 0; i < 1000 && least > 0; i++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                operation.Apply(vector, product, single);
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
                Thread.Sleep(i < 3 ? 0 : 10);
            }

            Assert.Equal(0, least);
        }
    }

    [Fact]
    public void Stops_when_it_is_cancelled()
    {
        Points points = KernelTests.SomePoints(200, 2);
        LinearOperator gram = Kernel.Parse("rbf").Gram(points);
        var cancelled = new ComputeOptions { CancellationToken = new CancellationToken(canceled: true) };
        double[] vector = new double[200];
        using var vectors = new Matrix<double>(200, 3);
        Assert.ThrowsAny<OperationCanceledException>(() => gram.Apply(vector, vector, cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => gram.Apply(vectors, vectors, cancelled));
    }

    private static void AssertAgrees(LinearOperator operation, Matrix<double> matrix, int vectors)
    {
        using Matrix<double> input = Numerics.Random.WorkloadRandom.NormalMatrix(2, matrix.Columns, vectors);
        using var expected = new Matrix<double>(matrix.Rows, vectors);
        using var actual = new Matrix<double>(matrix.Rows, vectors);
        actual.View.Fill(double.NaN);
        Blas.Gemm(Transpose.No, Transpose.No, 1.0, matrix, input, 0.0, expected);
        operation.Apply(input, actual);
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int k = 0; k < vectors; k++)
            {
                // A few roundings of each of up to 700 terms of size 4.
                Assert.Equal(expected[i, k], actual[i, k], 1e-11);
            }
        }
    }

    private static double[,] Naive(Kernel kernel, Points rows, Points columns, bool same)
    {
        double[,] matrix = new double[rows.Count, columns.Count];
        Kernel smooth = kernel.SplitNoise(out double? noise);
        for (int i = 0; i < rows.Count; i++)
        {
            for (int j = 0; j < columns.Count; j++)
            {
                matrix[i, j] = smooth.Evaluate(rows.Values.Row(i), columns.Values.Row(j))
                    + (same && i == j ? noise!.Value : 0);
            }
        }

        return matrix;
    }
}
