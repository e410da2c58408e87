using Gramian.Numerics.Dense;

namespace Gramian.Numerics.Tests.Dense;

/// <summary>An installed OpenBLAS against our own arithmetic; skipped where there is none.</summary>
public sealed class OpenBlasTests
{
    [Theory]
    [InlineData(Transpose.No, Transpose.No)]
    [InlineData(Transpose.Yes, Transpose.No)]
    [InlineData(Transpose.No, Transpose.Yes)]
    [InlineData(Transpose.Yes, Transpose.Yes)]
    public void Products_agree_to_the_bit_on_integers(Transpose transposeA, Transpose transposeB)
    {
        Products<double>(transposeA, transposeB);
        Products<float>(transposeA, transposeB);
    }

    [Fact]
    public void Cholesky_agrees_and_names_the_same_pivot()
    {
        var options = new ComputeOptions { OpenBlas = Installed() };
        const int N = 150;
        Matrix<double> a = TestMatrices.PositiveDefinite<double>(N, 3), ours = a.Copy(), theirs = a.Copy();
        Assert.True(CholeskyFactor.TryFactor<double>(ours, out int failed));
        Assert.True(CholeskyFactor.TryFactor<double>(theirs, out failed, options));
        Assert.Equal(-1, failed);

        // Both factors are backward stable and the matrix is well conditioned; the upper triangle is not touched.
        Assert.True(TestMatrices.MaxDifference(ours, theirs) < 1e-12 * TestMatrices.MaxAbs(a));
        a[97, 97] = -1;
        Matrix<double> copy = a.Copy();
        Assert.False(CholeskyFactor.TryFactor<double>(a, out int pivot));
        Assert.False(CholeskyFactor.TryFactor<double>(copy, out failed, options));
        Assert.Equal(pivot, failed);
    }

    [Fact]
    public void Eigenvalues_agree_and_vectors_reproduce_the_matrix()
    {
        var options = new ComputeOptions { OpenBlas = Installed() };
        foreach (int n in (int[])[5, 120])
        {
            Matrix<double> a = SymmetricEigenTests.Make("random", n), kept = a.Copy();
            SymmetricEigen<double> ours = SymmetricEigen<double>.Compute(a);
            SymmetricEigen<double> theirs = SymmetricEigen<double>.Compute(a, options);
            SymmetricEigen<double> part = SymmetricEigen<double>.ComputeRange(a, 1..4, options);
            double[] values = SymmetricEigen<double>.ComputeValues(a, options);
            Assert.Equal(0, TestMatrices.MaxDifference(kept, a));
            for (int i = 0; i < n; i++)
            {
                Assert.Equal(ours.Values[i], theirs.Values[i], 1e-12 * n);
                Assert.Equal(ours.Values[i], values[i], 1e-12 * n);
            }

            Assert.Equal(theirs.Values[1..4], part.Values);
            Matrix<double> v = theirs.Vectors, scaled = TestMatrices.Make(n, n, (i, j) => v[i, j] * theirs.Values[j]);
            Assert.True(TestMatrices.MaxDifference(
                TestMatrices.NaiveProduct(scaled, TestMatrices.Transposed(v)), a) < 1e-12 * n);
        }
    }

    [Fact]
    public void A_library_that_is_not_there_is_named()
    {
        var thrown = Assert.Throws<DllNotFoundException>(() => OpenBlas.Load("libno-such-blas.so"));
        Assert.Contains("libno-such-blas.so", thrown.Message, StringComparison.Ordinal);
        Assert.False(OpenBlas.TryLoad("libno-such-blas.so", out _));
    }

    [Fact]
    public void None_is_chosen_by_default() => Assert.True(
        new ComputeOptions().OpenBlas is null || Environment.GetEnvironmentVariable("GRAMIAN_BLAS") is { Length: > 0 });

    private static void Products<T>(Transpose transposeA, Transpose transposeB)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var options = new ComputeOptions { OpenBlas = Installed() };
        (int m, int n, int k) = (37, 52, 29);
        bool ta = transposeA == Transpose.Yes, tb = transposeB == Transpose.Yes;
        Matrix<T> a = TestMatrices.Make(ta ? k : m, ta ? m : k, (i, j) => T.CreateChecked((((i * 3) + j) % 9) - 4));
        Matrix<T> b = TestMatrices.Make(tb ? n : k, tb ? k : n, (i, j) => T.CreateChecked(((i + (j * 5)) % 7) - 3));
        Matrix<T> ours = TestMatrices.Make(m, n, (i, j) => T.CreateChecked(i - j)), theirs = ours.Copy();
        T two = T.CreateChecked(2);
        Blas.Gemm<T>(transposeA, transposeB, two, a, b, -T.One, ours);
        Blas.Gemm<T>(transposeA, transposeB, two, a, b, -T.One, theirs, options);
        Assert.Equal(0, TestMatrices.MaxDifference(ours, theirs));
    }

    private static OpenBlas Installed()
    {
        foreach (string name in (string[])["libopenblas.so.0", "libopenblas.dylib", "libopenblas.dll", "openblas"])
        {
            if (OpenBlas.TryLoad(name, out OpenBlas? library))
            {
                return library;
            }
        }

        Assert.Skip("no OpenBLAS is installed on this machine");
        throw new System.Diagnostics.UnreachableException();
    }
}
