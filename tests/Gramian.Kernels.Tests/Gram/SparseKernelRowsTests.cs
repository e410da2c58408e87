using Gramian.Kernels.Gram;
using Gramian.Kernels.Stationary;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Numerics.Sparse;

namespace Gramian.Kernels.Tests.Gram;

public sealed class SparseKernelRowsTests
{
    public static TheoryData<string> Kernels =>
    [
        "linear", "polynomial(degree=3)", "sigmoid(slope=0.2, offset=-0.1)", "rbf(lengthscale=1.5)",
        "matern52(lengthscale=0.7) + 0.5 * rbf(lengthscale=2)", "linear * constant + polynomial",
        "2 * (rbf + matern12)", "linear^3",
    ];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Rows_and_products_are_those_of_dense_points(string text)
    {
        Kernel kernel = Kernel.Parse(text);
        SparsePoints sparse = Made(70, 30, 1), queries = Made(9, 30, 2);
        Points dense = sparse.ToPoints();
        using Matrix<double> gram = kernel.GramMatrix(dense);
        var rows = new SparseKernelRows(kernel, sparse);
        using var made = new Matrix<float>(3, 70);
        rows.Fill([5, 69, 0], [.. Enumerable.Range(0, 3).Select(k => made.View.Slice(k, 0, 1, 70))], 3);
        double[] diagonal = new double[70];
        rows.CopyDiagonal(diagonal);
        double scale = Enumerable.Range(0, 70).Max(i => Math.Abs(gram[i, i]));
        for (int j = 0; j < 70; j++)
        {
            Assert.Equal(gram[5, j], made[0, j], 1e-6 * scale);
            Assert.Equal(gram[69, j], made[1, j], 1e-6 * scale);
            Assert.Equal(gram[0, j], made[2, j], 1e-6 * scale);
            Assert.Equal(gram[j, j], diagonal[j], 1e-13 * scale);
        }

        Matrix<double> vectors = WorkloadRandom.NormalMatrix(3, 70, 2);
        using var products = new Matrix<double>(9, 2);
        rows.Apply(queries, vectors, products);
        using Matrix<double> cross = kernel.CrossMatrix(queries.ToPoints(), dense);
        for (int i = 0; i < 9; i++)
        {
            for (int f = 0; f < 2; f++)
            {
                double expected = Enumerable.Range(0, 70).Sum(j => cross[i, j] * vectors[j, f]);
                Assert.Equal(expected, products[i, f], 1e-12 * 70 * scale);
            }
        }
    }

    [Fact]
    public void Element_i_j_has_the_bits_of_j_i_and_threads_change_none()
    {
        SparsePoints points = Made(40, 25, 4);
        var rows = new SparseKernelRows(new Rbf(0.8), points);
        float[,] one = All(rows, 1), three = All(rows, 3);
        for (int i = 0; i < 40; i++)
        {
            for (int j = 0; j < 40; j++)
            {
                Assert.Equal(one[i, j], one[j, i]);
                Assert.Equal(one[i, j], three[i, j]);
            }
        }
    }

    [Fact]
    public void Near_points_far_from_the_origin_keep_their_distance()
    {
        // By lengths and inner products alone the squared distance 1e-6 would be lost in rounding errors of 2e-4.
        var points = new SparsePoints(CsrMatrix<double>.FromTriplets(
            2, 4, [0, 0, 1, 1], [0, 2, 0, 2], [1e6, 1, 1e6, 1.001]));
        var rows = new SparseKernelRows(new Rbf(1e-3), points);
        using var products = new Matrix<double>(2, 1);
        using var second = Matrix<double>.FromRowMajor(2, 1, [0, 1]);
        rows.Apply(points, second, products);
        Assert.Equal(Math.Exp(-0.5), products[0, 0], 1e-9);
        Assert.Equal(1, products[1, 0]);
    }

    [Theory]
    [InlineData("rbf(lengthscale=[1, 2])")]
    [InlineData("periodic")]
    [InlineData("laplacian")]
    [InlineData("rbf + linear")]
    [InlineData("rbf + white")]
    public void Kernels_of_the_coordinates_are_refused(string text)
    {
        var refusal = Assert.Throws<ArgumentException>(
            () => new SparseKernelRows(Kernel.Parse(text).Resolve(2), Made(3, 2, 5)));
        Assert.Contains("rbf with one lengthscale", refusal.Message);
    }

    [Fact]
    public void Points_are_checked_and_selected()
    {
        SparsePoints points = Made(6, 5, 6);
        Assert.Equal(points.ToPoints().Select([4, 4, 0]).Values.ToMatrix().Row(1).ToArray(),
            points.Select([4, 4, 0]).ToPoints().Values.Row(1).ToArray());
        Assert.Equal(points.Values.Entries, SparsePoints.Of(points.ToPoints()).Values.Entries);
        Assert.Throws<ArgumentOutOfRangeException>(() => points.Select([6]));
        Assert.Contains(
            "row 1, column 2 was NaN", Refusal(CsrMatrix<double>.FromTriplets(2, 3, [1], [2], [double.NaN])));
        Assert.Contains("overflows", Refusal(CsrMatrix<double>.FromTriplets(1, 1, [0], [0], [1e200])));
        Assert.Contains("at least 1 coordinate", Refusal(new CsrMatrix<double>(0, 0, [0], [], [])));
        Assert.False(points.IsSparse);
        Assert.True(new SparsePoints(CsrMatrix<double>.FromTriplets(9, 99, [3], [7], [1.0])).IsSparse);
    }

    private static string Refusal(CsrMatrix<double> values) =>
        Assert.Throws<ArgumentException>(() => new SparsePoints(values)).Message;

    private static float[,] All(SparseKernelRows rows, int threads)
    {
        int n = rows.Points.Count;
        using var made = new Matrix<float>(n, n);
        rows.Fill([.. Enumerable.Range(0, n)], [.. Enumerable.Range(0, n).Select(i => made.View.Slice(i, 0, 1, n))], n,
            new ComputeOptions { Threads = threads });
        var copy = new float[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                copy[i, j] = made[i, j];
            }
        }

        return copy;
    }

    // A third of the coordinates, and one row of none.
    private static SparsePoints Made(int count, int dimension, ulong seed)
    {
        Matrix<double> values = WorkloadRandom.NormalMatrix(seed, count, dimension);
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < dimension; k++)
            {
                values[i, k] = (i + (2 * k)) % 3 == 0 && i != 1 ? values[i, k] : 0;
            }
        }

        return SparsePoints.Of(new Points(values));
    }
}
