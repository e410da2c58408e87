using Gramian.Numerics.Dense;

namespace Gramian.Numerics.Tests.Dense;

public sealed class DecompositionTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(3, 5)]
    [InlineData(70, 40)]
    [InlineData(130, 100)]
    [InlineData(33, 120)]
    public void QR_plain_and_pivoted_reproduce_the_matrix(int m, int n)
    {
        Matrix<double> a = TestMatrices.Uniform<double>(m, n, m + n);
        QrFactor<double>[] both = [QrFactor<double>.Compute(a), QrFactor<double>.ComputePivoted(a)];
        foreach (QrFactor<double> qr in both)
        {
            Matrix<double> q = qr.FormQ(), r = qr.FormR();
            Matrix<double> product = TestMatrices.NaiveProduct(q, r);
            int[] pivots = qr.Pivots.ToArray();
            Matrix<double> permuted = TestMatrices.Make(m, n, (i, j) => a[i, pivots[j]]);
            Assert.True(TestMatrices.MaxDifference(product, permuted) < 1e-14 * (m + n));
            Matrix<double> gram = TestMatrices.NaiveProduct(TestMatrices.Transposed(q), q);
            Assert.True(TestMatrices.MaxDifference(gram, Matrix<double>.Identity(q.Columns)) < 1e-14 * (m + n));
        }
    }

    [Fact]
    public void Pivoted_QR_finds_the_rank_and_orders_the_diagonal()
    {
        Matrix<double> a = TestMatrices.NaiveProduct(
            TestMatrices.Uniform<double>(60, 7, 1), TestMatrices.Uniform<double>(7, 40, 2));
        QrFactor<double> qr = QrFactor<double>.ComputePivoted(a);
        Assert.Equal(7, qr.Rank(1e-12));
        Matrix<double> r = qr.FormR();
        for (int i = 1; i < 7; i++)
        {
            Assert.True(Math.Abs(r[i, i]) <= Math.Abs(r[i - 1, i - 1]) * (1 + 1e-12));
        }
    }

    [Fact]
    public void Least_squares_has_a_residual_orthogonal_to_the_columns()
    {
        Matrix<double> a = TestMatrices.Uniform<double>(80, 30, 3), b = TestMatrices.Uniform<double>(80, 2, 4);
        Matrix<double> x = QrFactor<double>.ComputePivoted(a).SolveLeastSquares(b);
        Matrix<double> fit = TestMatrices.NaiveProduct(a, x);
        Matrix<double> residual = TestMatrices.Make(80, 2, (i, j) => b[i, j] - fit[i, j]);
        Assert.True(TestMatrices.MaxAbs(TestMatrices.NaiveProduct(TestMatrices.Transposed(a), residual)) < 1e-12);
        Assert.Throws<InvalidOperationException>(() => QrFactor<double>.Compute(new Matrix<double>(3, 2))
            .SolveLeastSquares(new Matrix<double>(3, 1)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(64)]
    [InlineData(130)]
    [InlineData(257)]
    public void LU_solves_and_gives_the_determinant(int n)
    {
        Matrix<double> a = TestMatrices.Uniform<double>(n, n, n), x = TestMatrices.Uniform<double>(n, 3, 1);
        Matrix<double> b = TestMatrices.NaiveProduct(a, x);
        LuFactor<double> lu = LuFactor<double>.Compute(a);
        lu.SolveInPlace(b);
        Matrix<double> back = TestMatrices.NaiveProduct(a, b), right = TestMatrices.NaiveProduct(a, x);
        Assert.True(TestMatrices.MaxDifference(back, right) < 1e-13 * n * Math.Max(1, TestMatrices.MaxAbs(b)));
        var oracle = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(n, n, (i, j) => a[i, j]).LU();
        double log = lu.LogAbsDeterminant(out int sign);
        double expected = 0;
        for (int i = 0; i < n; i++)
        {
            expected += Math.Log(Math.Abs(oracle.U[i, i]));
        }

        Assert.Equal(expected, log, 1e-9);
        Assert.Equal(n == 1 ? Math.Sign(a[0, 0]) : sign, sign);
        Assert.Equal(n <= 64 ? Math.Sign(oracle.Determinant) : sign, sign);
    }

    [Fact]
    public void LU_says_when_a_matrix_is_singular()
    {
        LuFactor<double> lu = LuFactor<double>.Compute(TestMatrices.Make(4, 4, (i, _) => (double)i));
        Assert.True(lu.IsSingular);
        Assert.Throws<InvalidOperationException>(() => lu.SolveInPlace(new Matrix<double>(4, 1)));
    }

    [Theory]
    [InlineData(1, 1, "random")]
    [InlineData(6, 4, "random")]
    [InlineData(4, 9, "random")]
    [InlineData(90, 50, "random")]
    [InlineData(60, 100, "random")]
    [InlineData(40, 40, "hilbert")]
    [InlineData(40, 30, "lowrank")]
    [InlineData(20, 12, "zero")]
    [InlineData(50, 50, "graded")]
    [InlineData(30, 30, "identity")]
    public void SVD_reproduces_the_matrix_with_orthonormal_vectors(int m, int n, string name)
    {
        Matrix<double> square = name == "random"
            ? TestMatrices.Uniform<double>(Math.Max(m, n), Math.Max(m, n), m)
            : SymmetricEigenTests.Make(name, Math.Max(m, n));
        Matrix<double> a = square.View.Slice(0, 0, m, n).ToMatrix();
        Svd<double> svd = Svd<double>.Compute(a);
        int k = Math.Min(m, n);
        double scale = TestMatrices.MaxAbs(a), tolerance = 20 * (m + n) * 2.2e-16;
        Matrix<double> us = TestMatrices.Make(m, k, (i, j) => svd.U[i, j] * svd.SingularValues[j]);
        Assert.True(TestMatrices.MaxDifference(TestMatrices.NaiveProduct(us, svd.Vt), a) <= tolerance * scale);
        Matrix<double> uu = TestMatrices.NaiveProduct(TestMatrices.Transposed(svd.U), svd.U);
        Matrix<double> vv = TestMatrices.NaiveProduct(svd.Vt, TestMatrices.Transposed(svd.Vt));
        Assert.True(TestMatrices.MaxDifference(uu, Matrix<double>.Identity(k)) < tolerance);
        Assert.True(TestMatrices.MaxDifference(vv, Matrix<double>.Identity(k)) < tolerance);
        var oracle = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(m, n, (i, j) => a[i, j]).Svd(false).S;
        for (int i = 0; i < k; i++)
        {
            Assert.True(i == 0 || svd.SingularValues[i] <= svd.SingularValues[i - 1]);
            Assert.True(Math.Abs(oracle[i] - svd.SingularValues[i]) <= tolerance * Math.Max(scale, 1e-300) * k);
        }
    }

    [Fact]
    public void SVD_finds_tiny_singular_values_of_a_badly_scaled_matrix_relatively()
    {
        // diag(10^0 … 10^-15) times a well-conditioned matrix from the left: Jacobi keeps the small ones.
        Matrix<double> a = TestMatrices.Make(6, 6, (i, j) => i == j ? Math.Pow(10, -3 * i) : 0.0);
        double[] values = Svd<double>.Compute(a).SingularValues;
        for (int i = 0; i < 6; i++)
        {
            Assert.Equal(1.0, values[i] / Math.Pow(10, -3 * i), 1e-14);
        }
    }
}
