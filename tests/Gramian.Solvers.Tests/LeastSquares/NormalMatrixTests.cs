using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Gramian.Solvers.LeastSquares;

namespace Gramian.Solvers.Tests.LeastSquares;

public sealed class NormalMatrixTests
{
    [Fact]
    public void Sums_the_products_of_all_rows_whatever_the_blocks()
    {
        const int Rows = 5000;
        const int Columns = 23;
        using Matrix<double> a = WorkloadRandom.NormalMatrix(1, Rows, Columns);
        using var expected = new Matrix<double>(Columns, Columns);
        Blas.Gemm(Transpose.Yes, Transpose.No, 1.0, a, a, 0.0, expected);
        foreach (int block in new[] { 1, 700, 4999, Rows })
        {
            using var sum = new NormalMatrix(Columns);
            for (int first = 0; first < Rows; first += block)
            {
                sum.Add(a.View.Slice(first, 0, Math.Min(block, Rows - first), Columns));
            }

            Assert.Equal(Rows, sum.Rows);
            using Matrix<double> matrix = sum.Take();
            for (int i = 0; i < Columns; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    // Sums of 5 000 products of size 1.
                    Assert.Equal(expected[i, j], matrix[i, j], 1e-10);
                }
            }
        }
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        using Matrix<double> a = WorkloadRandom.NormalMatrix(2, 2500, 130);
        using Matrix<double> expected = Sum(a, 1);
        foreach (int threads in new[] { 2, 5 })
        {
            using Matrix<double> actual = Sum(a, threads);
            for (int i = 0; i < 130; i++)
            {
                Assert.True(expected.Row(i)[..(i + 1)].SequenceEqual(actual.Row(i)[..(i + 1)]));
            }
        }
    }

    [Fact]
    public void Refuses_rows_of_another_length()
    {
        using var sum = new NormalMatrix(3);
        using var wrong = new Matrix<double>(2, 4);
        Assert.Throws<ArgumentException>(() => sum.Add(wrong));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NormalMatrix(0));
        using Matrix<double> taken = sum.Take();
        Assert.Throws<InvalidOperationException>(() => sum.Take());
    }

    private static Matrix<double> Sum(Matrix<double> a, int threads)
    {
        var options = new ComputeOptions { Threads = threads };
        using var sum = new NormalMatrix(a.Columns);
        sum.Add(a, options);
        return sum.Take();
    }
}
