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
    [InlineData(129)]
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
}
