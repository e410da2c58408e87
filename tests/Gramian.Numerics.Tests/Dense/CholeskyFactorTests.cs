using System.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Numerics.Tests.Dense;

public sealed class CholeskyFactorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(71)]
    [InlineData(72)]
    [InlineData(73)]
    [InlineData(129)]
    [InlineData(145)]
    [InlineData(300)]
    public void Reproduces_the_matrix_its_inverse_and_solutions(int n)
    {
        Check<double>(n, 2.2e-16);
        Check<float>(n, 1.2e-7);
    }

    private static void Check<T>(int n, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> a = TestMatrices.PositiveDefinite<T>(n, n);
        Matrix<T> held = a.Copy();
        Assert.True(CholeskyFactor.TryFactor<T>(held, out int pivot));
        Assert.Equal(-1, pivot);
        for (int i = 0; i < n; i++)
        {
            for (int j = i + 1; j < n; j++)
            {
                Assert.Equal(a[i, j], held[i, j]);
            }
        }

        Matrix<T> lower = TestMatrices.Make(n, n, (i, j) => j <= i ? held[i, j] : T.Zero);
        Matrix<T> product = TestMatrices.NaiveProduct(lower, TestMatrices.Transposed(lower));
        double scale = n * epsilon * TestMatrices.MaxAbs(a);
        Assert.True(TestMatrices.MaxDifference(a, product) < 10 * scale);

        Matrix<T> solution = TestMatrices.Uniform<T>(n, 5, 3), rhs = TestMatrices.NaiveProduct(a, solution);
        T[] column = rhs.View.ColumnToArray(2);
        CholeskyFactor.SolveInPlace<T>(held, rhs);
        CholeskyFactor.SolveInPlace<T>(held, column);
        Assert.True(TestMatrices.MaxDifference(solution, rhs) < 1000 * n * epsilon);
        Assert.True(Math.Abs(double.CreateChecked(column[n / 2] - solution[n / 2, 2])) < 1000 * n * epsilon);

        CholeskyFactor.InvertInPlace<T>(held);
        Matrix<T> inverse = TestMatrices.Make(n, n, (i, j) => j <= i ? held[i, j] : held[j, i]);
        Matrix<T> identity = TestMatrices.NaiveProduct(a, inverse);
        Assert.True(TestMatrices.MaxDifference(identity, Matrix<T>.Identity(n)) < 1000 * n * epsilon);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(157)]
    [InlineData(500)]
    public void Inverts_alike_on_any_threads_and_whatever_lies_above_the_diagonal(int n)
    {
        Matrix<double> expected = Inverse(n, 0, 1);
        foreach (int threads in (int[])[1, 2, 7])
        {
            Matrix<double> actual = Inverse(n, double.NaN, threads);
            for (int i = 0; i < n; i++)
            {
                Assert.True(expected.Row(i)[..(i + 1)].SequenceEqual(actual.Row(i)[..(i + 1)]));
                Assert.All(actual.Row(i)[(i + 1)..].ToArray(), x => Assert.True(double.IsNaN(x)));
            }
        }
    }

    private static Matrix<double> Inverse(int n, double above, int threads)
    {
        Matrix<double> a = TestMatrices.PositiveDefinite<double>(n, 11);
        for (int i = 0; i < n; i++)
        {
            a.Row(i)[(i + 1)..].Fill(above);
        }

        var options = new ComputeOptions { Threads = threads };
        Assert.True(CholeskyFactor.TryFactor<double>(a, out _, options));
        CholeskyFactor.InvertInPlace<double>(a, options);
        return a;
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(10, 9)]
    [InlineData(200, 64)]
    [InlineData(200, 150)]
    public void Names_the_pivot_that_fails(int n, int bad)
    {
        Matrix<double> a = TestMatrices.PositiveDefinite<double>(n, 4);
        a[bad, bad] = -1;
        Assert.False(CholeskyFactor.TryFactor<double>(a, out int pivot));
        Assert.Equal(bad, pivot);
    }

    [Fact]
    public void Updates_and_downdates_return_to_the_start()
    {
        const int N = 40;
        Matrix<double> a = TestMatrices.PositiveDefinite<double>(N, 5);
        double[] x = TestMatrices.Uniform<double>(1, N, 6).Row(0).ToArray();
        Matrix<double> updated = TestMatrices.Make(N, N, (i, j) => a[i, j] + (x[i] * x[j]));
        Matrix<double> factor = a.Copy(), expected = updated.Copy();
        CholeskyFactor.TryFactor<double>(factor, out _);
        CholeskyFactor.TryFactor<double>(expected, out _);
        Matrix<double> start = factor.Copy();
        CholeskyFactor.Update<double>(factor, x);
        AssertLowerClose(expected, factor);
        Assert.True(CholeskyFactor.TryDowndate<double>(factor, x));
        AssertLowerClose(start, factor);
    }

    [Fact]
    public void Refuses_a_downdate_that_leaves_the_cone_and_keeps_the_factor()
    {
        Matrix<double> factor = Matrix<double>.Identity(4), before = factor.Copy();
        Assert.False(CholeskyFactor.TryDowndate<double>(factor, [0.5, 0.9, 0, 0.1]));
        Assert.True(TestMatrices.SameBits(before, factor));
    }

    [Fact]
    public void Appends_rows()
    {
        const int N = 90, Old = 63;
        Matrix<double> a = TestMatrices.PositiveDefinite<double>(N, 8), whole = a.Copy(), grown = a.Copy();
        CholeskyFactor.TryFactor<double>(whole, out _);
        CholeskyFactor.TryFactor<double>(grown.View.Slice(0, 0, Old, Old), out _);
        Assert.True(CholeskyFactor.TryAppend<double>(grown, Old, out int pivot));
        Assert.Equal(-1, pivot);
        AssertLowerClose(whole, grown);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(60)]
    public void Estimates_the_condition_within_a_factor_of_three(int n)
    {
        Matrix<double> a = TestMatrices.PositiveDefinite<double>(n, 9), factor = a.Copy();
        double norm = SymmetricOps.Norm1<double>(a);
        CholeskyFactor.TryFactor<double>(factor, out _);
        double estimate = CholeskyFactor.ConditionEstimate(factor, norm);
        CholeskyFactor.InvertInPlace<double>(factor);
        double exact = norm * SymmetricOps.Norm1<double>(factor);
        Assert.InRange(estimate, exact / 3, exact * (1 + 1e-10));
    }

    [Fact]
    public void Log_determinant_agrees_with_the_eigenvalues()
    {
        Matrix<double> a = TestMatrices.PositiveDefinite<double>(30, 10);
        double expected = SymmetricEigen<double>.ComputeValues(a).Sum(Math.Log);
        CholeskyFactor.TryFactor<double>(a, out _);
        Assert.Equal(expected, CholeskyFactor.LogDeterminant<double>(a), 1e-11);
    }

    private static void AssertLowerClose(Matrix<double> expected, Matrix<double> actual)
    {
        for (int i = 0; i < expected.Rows; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                Assert.Equal(expected[i, j], actual[i, j], 1e-12);
            }
        }
    }
}
