using Gramian.Numerics.Random;
using Gramian.Numerics.Sparse;
using Gramian.Numerics.Tests.Dense;

namespace Gramian.Numerics.Tests.Sparse;

public sealed class CsrMatrixTests
{
    // Small integers: sums are exact in any order. Places repeat, and many rows stay empty.
    private static (CsrMatrix<double> Sparse, Matrix<double> Dense) Sample(
        int rows, int columns, int entries, ulong seed)
    {
        var random = new RandomStream(seed);
        int[] i = new int[entries], j = new int[entries];
        double[] v = new double[entries];
        var dense = new Matrix<double>(rows, columns);
        for (int k = 0; k < entries; k++)
        {
            (i[k], j[k], v[k]) = (random.NextInt(rows), random.NextInt(columns), random.NextInt(9) - 4);
            dense[i[k], j[k]] += v[k];
        }

        return (CsrMatrix<double>.FromTriplets(rows, columns, i, j, v), dense);
    }

    private static void AssertEqual(Matrix<double> expected, CsrMatrix<double> actual)
    {
        Assert.Equal(0, TestMatrices.MaxDifference(expected, actual.ToDense()));
        for (int row = 0; row < actual.Rows; row++)
        {
            for (int i = actual.RowStarts[row] + 1; i < actual.RowStarts[row + 1]; i++)
            {
                Assert.True(actual.ColumnIndices[i - 1] < actual.ColumnIndices[i]);
            }
        }
    }

    [Fact]
    public void Triplets_of_one_place_are_summed()
    {
        (CsrMatrix<double> sparse, Matrix<double> dense) = Sample(40, 30, 300, 1);
        AssertEqual(dense, sparse);
        Assert.True(sparse.Entries < 300);
        Assert.Equal(dense[7, 11], sparse[7, 11]);
        AssertEqual(dense, CsrMatrix<double>.FromDense(dense));
        AssertEqual(dense, new CsrMatrix<double>(40, 30, [.. sparse.RowStarts], [.. sparse.ColumnIndices],
            [.. sparse.Values]));
    }

    [Theory]
    [InlineData(50, 40, 100)]
    [InlineData(5000, 300, 9000)]
    [InlineData(3, 2000, 900)]
    [InlineData(4, 4, 0)]
    public void Products_agree_with_dense_ones_for_any_number_of_threads(int rows, int columns, int entries)
    {
        (CsrMatrix<double> a, Matrix<double> dense) = Sample(rows, columns, entries, 2);
        Matrix<double> x = TestMatrices.Integers<double>(columns, 3, 3);
        Matrix<double> expected = TestMatrices.NaiveProduct(dense, x);
        foreach (int threads in (int[])[1, 2, 7])
        {
            var options = new ComputeOptions { Threads = threads };
            double[] y = new double[rows];
            a.Multiply(x.View.ColumnToArray(0), y, options);
            Assert.Equal(expected.View.ColumnToArray(0), y);
            var many = new Matrix<double>(rows, 3);
            many.View.Fill(double.NaN);
            a.Multiply(x, many.View, options);
            Assert.Equal(0, TestMatrices.MaxDifference(expected, many));
        }
    }

    [Theory]
    [InlineData(60, 50, 70, 200)]
    [InlineData(2500, 400, 90, 4000)]
    [InlineData(30, 30, 9000, 500)]
    [InlineData(5, 300, 400, 30000)]    // rows of more summands than the small table takes
    public void A_sparse_product_agrees_with_the_dense_one(int rows, int inner, int columns, int entries)
    {
        (CsrMatrix<double> a, Matrix<double> denseA) = Sample(rows, inner, entries, 4);
        (CsrMatrix<double> b, Matrix<double> denseB) = Sample(inner, columns, entries, 5);
        foreach (int threads in (int[])[1, 2])
        {
            CsrMatrix<double> product = a.Multiply(b, new ComputeOptions { Threads = threads });
            AssertEqual(TestMatrices.NaiveProduct(denseA, denseB), product);
        }
    }

    [Fact]
    public void A_very_wide_product_is_hashed_to_the_same_entries()
    {
        // The columns of the narrow factor are spread over a hundred million.
        (CsrMatrix<double> a, _) = Sample(60, 50, 400, 6);
        (CsrMatrix<double> narrow, _) = Sample(50, 100, 600, 7);
        const int spread = 1_000_003;
        int[] far = [.. narrow.ColumnIndices.ToArray().Select(column => column * spread)];
        var wide = new CsrMatrix<double>(50, 100 * spread, [.. narrow.RowStarts], far, [.. narrow.Values]);
        CsrMatrix<double> expected = a.Multiply(narrow), product = a.Multiply(wide);
        Assert.Equal(expected.RowStarts, product.RowStarts);
        Assert.Equal(
            expected.ColumnIndices.ToArray().Select(column => column * spread), product.ColumnIndices.ToArray());
        Assert.Equal(expected.Values, product.Values);
    }

    [Theory]
    [InlineData(3_000_000)]     // a table of the width of the product
    [InlineData(2_000_000_000)] // a hash table
    public void Crowded_columns_with_one_far_away_come_out_in_order(int far)
    {
        (CsrMatrix<double> a, _) = Sample(40, 50, 900, 12);
        (CsrMatrix<double> narrow, _) = Sample(50, 200, 4000, 13);
        int[] columns = [.. narrow.ColumnIndices.ToArray().Select(column => column == 199 ? far : column)];
        var wide = new CsrMatrix<double>(50, far + 1, [.. narrow.RowStarts], columns, [.. narrow.Values]);
        CsrMatrix<double> expected = a.Multiply(narrow), product = a.Multiply(wide);
        Assert.Equal(expected.RowStarts, product.RowStarts);
        Assert.Equal(
            expected.ColumnIndices.ToArray().Select(column => column == 199 ? far : column),
            product.ColumnIndices.ToArray());
        Assert.Equal(expected.Values, product.Values);
    }

    [Fact]
    public void Transposes_and_compresses_by_columns()
    {
        (CsrMatrix<double> a, Matrix<double> dense) = Sample(37, 61, 300, 8);
        AssertEqual(TestMatrices.Transposed(dense), a.Transpose());
        CscMatrix<double> columns = CscMatrix<double>.FromRows(a);
        Assert.Equal((37, 61, a.Entries), (columns.Rows, columns.Columns, columns.Entries));
        AssertEqual(dense, columns.ToRows());
        double[] x = TestMatrices.Integers<double>(37, 1, 9).View.ColumnToArray(0);
        double[] y = new double[61], z = new double[61];
        columns.MultiplyTransposed(x, y);
        a.Transpose().Multiply(x, z);
        Assert.Equal(z, y);
    }

    [Fact]
    public void Permutes_rows_and_columns_alike()
    {
        (CsrMatrix<double> a, Matrix<double> dense) = Sample(40, 40, 300, 10);
        int[] p = new RandomStream(11).Permutation(40);
        AssertEqual(TestMatrices.Make(40, 40, (i, j) => dense[p[i], p[j]]), a.Permute(p));
    }

    [Fact]
    public void Rejects_what_is_no_matrix()
    {
        Assert.Throws<ArgumentException>(() => CsrMatrix<double>.FromTriplets(2, 2, [0, 2], [0, 0], [1.0, 1.0]));
        Assert.Throws<ArgumentException>(() => CsrMatrix<double>.FromTriplets(2, 2, [0], [0, 0], [1.0]));
        Assert.Throws<ArgumentException>(() => new CsrMatrix<double>(1, 3, [0, 2], [1, 1], [1, 2]));
        Assert.Throws<ArgumentException>(() => new CsrMatrix<double>(1, 3, [0, 1], [3], [1]));
        Assert.Throws<ArgumentException>(() => new CsrMatrix<double>(2, 3, [0, 2, 1], [0], [1]));
        var a = new CsrMatrix<double>(2, 3, [0, 1, 1], [2], [5]);
        Assert.Throws<ArgumentException>(() => a.Multiply(a));
        Assert.Throws<ArgumentException>(() => a.Multiply(new double[2], new double[2]));
        Assert.Throws<InvalidOperationException>(() => a.Permute([0, 1]));
        Assert.Throws<ArgumentException>(() => a.Multiply(a.Transpose()).Permute([0, 0]));
    }
}
