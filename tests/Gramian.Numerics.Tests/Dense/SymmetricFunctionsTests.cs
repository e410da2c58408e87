using Gramian.Numerics.Dense;

namespace Gramian.Numerics.Tests.Dense;

public sealed class SymmetricFunctionsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(90)]
    public void Root_squares_and_logarithm_exponentiates_to_the_matrix(int n)
    {
        Matrix<double> a = TestMatrices.PositiveDefinite<double>(n, 3);
        double tolerance = 100 * n * 2.2e-16 * TestMatrices.MaxAbs(a);
        Matrix<double> root = SymmetricFunctions.SquareRoot<double>(a);
        Assert.True(TestMatrices.MaxDifference(TestMatrices.NaiveProduct(root, root), a) < tolerance);
        Matrix<double> logarithm = SymmetricFunctions.Logarithm<double>(a);
        Matrix<double> back = SymmetricFunctions.Exponential<double>(logarithm);

        // An error of the logarithm is multiplied by the matrix, and by its own size of up to log of the condition.
        Assert.True(TestMatrices.MaxDifference(back, a) < 40 * tolerance);
        foreach (Matrix<double> result in (Matrix<double>[])[root, logarithm, back])
        {
            Assert.True(TestMatrices.SameBits(result, TestMatrices.Transposed(result)));
        }
    }

    [Fact]
    public void Exponential_agrees_with_its_power_series()
    {
        const int N = 12;
        Matrix<double> a = TestMatrices.Make(N, N, (i, j) => Math.Sin((i * j) + i + j) / N);
        Matrix<double> term = Matrix<double>.Identity(N), sum = Matrix<double>.Identity(N);
        for (int k = 1; k < 40; k++)
        {
            Matrix<double> next = TestMatrices.NaiveProduct(term, a);
            term = TestMatrices.Make(N, N, (i, j) => next[i, j] / k);
            Matrix<double> before = sum;
            sum = TestMatrices.Make(N, N, (i, j) => before[i, j] + term[i, j]);
        }

        Assert.True(TestMatrices.MaxDifference(SymmetricFunctions.Exponential<double>(a), sum) < 1e-14);
    }

    [Fact]
    public void Takes_the_root_of_a_singular_matrix()
    {
        const int N = 30;
        Matrix<double> a = TestMatrices.Make(N, N, (i, j) => (double)(i + 1) * (j + 1));
        Matrix<double> root = SymmetricFunctions.SquareRoot<double>(a);

        // √(8 n ε) of the size is what a zero eigenvalue may become.
        double tolerance = 1e-12 * TestMatrices.MaxAbs(a);
        Assert.True(TestMatrices.MaxDifference(TestMatrices.NaiveProduct(root, root), a) < tolerance);
    }

    [Fact]
    public void Refuses_eigenvalues_out_of_the_domain()
    {
        Matrix<double> a = TestMatrices.Make(2, 2, (i, j) => i == j ? (i == 0 ? 4.0 : -1.0) : 0.0);
        ArgumentException root = Assert.Throws<ArgumentException>("a", () => SymmetricFunctions.SquareRoot<double>(a));
        Assert.Contains("eigenvalue 0 is -1", root.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("a", () => SymmetricFunctions.Logarithm<double>(a));
        Assert.Throws<ArgumentException>("a", () => SymmetricFunctions.Logarithm<double>(new Matrix<double>(3, 3)));
        a[0, 0] = 710;
        Assert.Throws<ArgumentException>("a", () => SymmetricFunctions.Exponential<double>(a));
        Assert.Throws<ArgumentException>("a", () => SymmetricFunctions.Exponential<double>(new Matrix<double>(2, 3)));
    }
}
