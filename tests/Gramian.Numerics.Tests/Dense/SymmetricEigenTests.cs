using Gramian.Numerics.Dense;

namespace Gramian.Numerics.Tests.Dense;

public sealed class SymmetricEigenTests
{
    public static TheoryData<string, int> Matrices()
    {
        var data = new TheoryData<string, int>();
        foreach (string name in (string[])["random", "identity", "repeated", "wilkinson", "hilbert", "graded", "zero",
            "lowrank", "glued", "tiny"])
        {
            foreach (int n in (int[])[1, 2, 3, 31, 64, 65, 150, 257])
            {
                data.Add(name, n);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Matrices))]
    public void Reproduces_the_matrix_with_orthonormal_vectors(string name, int n)
    {
        Matrix<double> a = Make(name, n);
        double scale = Math.Max(TestMatrices.MaxAbs(a), double.Epsilon);
        SymmetricEigen<double> eigen = SymmetricEigen<double>.Compute(a);
        Matrix<double> v = eigen.Vectors, vt = TestMatrices.Transposed(v);
        double tolerance = 20 * n * 2.2e-16;
        Matrix<double> gram = TestMatrices.NaiveProduct(vt, v);
        Assert.True(TestMatrices.MaxDifference(gram, Matrix<double>.Identity(n)) < tolerance);
        Matrix<double> scaled = TestMatrices.Make(n, n, (i, j) => v[i, j] * eigen.Values[j]);
        Assert.True(TestMatrices.MaxDifference(TestMatrices.NaiveProduct(scaled, vt), a) <= tolerance * scale * 4);
        double[] values = SymmetricEigen<double>.ComputeValues(a);
        for (int i = 0; i < n; i++)
        {
            Assert.True(i == 0 || eigen.Values[i] >= eigen.Values[i - 1]);
            Assert.True(Math.Abs(values[i] - eigen.Values[i]) <= tolerance * n * scale);
        }
    }

    [Fact]
    public void Works_in_single_precision()
    {
        Matrix<float> a = TestMatrices.PositiveDefinite<float>(90, 2);
        SymmetricEigen<float> eigen = SymmetricEigen<float>.Compute(a);
        Matrix<float> v = eigen.Vectors, vt = TestMatrices.Transposed(v);
        Matrix<float> scaled = TestMatrices.Make(90, 90, (i, j) => v[i, j] * eigen.Values[j]);
        Assert.True(TestMatrices.MaxDifference(TestMatrices.NaiveProduct(vt, v), Matrix<float>.Identity(90)) < 2e-5);
        double scale = TestMatrices.MaxAbs(a);
        Assert.True(TestMatrices.MaxDifference(TestMatrices.NaiveProduct(scaled, vt), a) < 90 * 1.2e-7 * 10 * scale);
    }

    [Fact]
    public void Agrees_with_the_closed_form_of_the_second_difference_matrix()
    {
        const int N = 200;
        Matrix<double> a = TestMatrices.Make(N, N, (i, j) => i == j ? 2.0 : Math.Abs(i - j) == 1 ? -1.0 : 0.0);
        double[] values = SymmetricEigen<double>.Compute(a).Values;
        for (int i = 0; i < N; i++)
        {
            Assert.Equal(2 - (2 * Math.Cos(Math.PI * (i + 1) / (N + 1))), values[i], 1e-13);
        }
    }

    [Fact]
    public void Refuses_a_matrix_with_NaN()
    {
        Matrix<double> a = Matrix<double>.Identity(3);
        a[2, 1] = double.NaN;
        Assert.Throws<ArgumentException>(() => SymmetricEigen<double>.Compute(a));
    }

    internal static Matrix<double> Make(string name, int n) => name switch
    {
        "random" => TestMatrices.Make(n, n, (i, j) => Math.Sin((Math.Max(i, j) * 37.1) + (Math.Min(i, j) * 11.3))),
        "identity" => Matrix<double>.Identity(n),
        "repeated" => Rotated(n, i => i % 3),
        "wilkinson" => TestMatrices.Make(n, n, (i, j) =>
            i == j ? Math.Abs(i - ((n - 1) / 2.0)) : Math.Abs(i - j) == 1 ? 1.0 : 0.0),
        "hilbert" => TestMatrices.Make(n, n, (i, j) => 1.0 / (i + j + 1)),
        "graded" => TestMatrices.Make(n, n, (i, j) =>
            Math.Pow(10, -0.2 * Math.Max(i, j)) * ((i == j ? 2 : 0) + Math.Cos(i + j))),
        "zero" => new Matrix<double>(n, n),
        "lowrank" => TestMatrices.Make(n, n, (i, j) => Math.Cos(i) * Math.Cos(j)),
        "glued" => TestMatrices.Make(n, n, (i, j) => i == j ? Math.Abs((i % 21) - 10)
            : Math.Abs(i - j) == 1 ? (Math.Max(i, j) % 21 == 0 ? 1e-9 : 1.0) : 0.0),
        _ => TestMatrices.Make(n, n, (i, j) => 1e-300 * Math.Sin((Math.Max(i, j) * 3.1) + Math.Min(i, j))),
    };

    internal static Matrix<double> Rotated(int n, Func<int, double> value)
    {
        double[] v = new double[n];
        double norm = 0;
        for (int i = 0; i < n; i++)
        {
            v[i] = Math.Sin(i + 1);
            norm += v[i] * v[i];
        }

        // H diag H with H = I − 2 v v^T / |v|².
        Matrix<double> h = TestMatrices.Make(n, n, (i, j) => (i == j ? 1 : 0) - (2 * v[i] * v[j] / norm));
        Matrix<double> scaled = TestMatrices.Make(n, n, (i, j) => h[i, j] * value(j));
        Matrix<double> a = TestMatrices.NaiveProduct(scaled, h);
        return TestMatrices.Make(n, n, (i, j) => a[Math.Max(i, j), Math.Min(i, j)]);
    }
}
