using System.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Numerics.Tests.Dense;

// The shapes that have paths of their own: products without packing, and single tiles of a factorisation.
public sealed class SmallDenseTests
{
    private static readonly int[] Edges = [1, 2, 7, 8, 9, 12, 16, 17, 23, 24, 25, 33, 48, 49];

    [Theory]
    [InlineData(Transpose.No, Transpose.No)]
    [InlineData(Transpose.Yes, Transpose.No)]
    [InlineData(Transpose.No, Transpose.Yes)]
    [InlineData(Transpose.Yes, Transpose.Yes)]
    public void Small_products_are_exact_on_integers_and_touch_nothing_else(Transpose ta, Transpose tb)
    {
        foreach (int m in Edges)
        {
            foreach (int n in Edges)
            {
                int k = Edges[(m + (3 * n)) % Edges.Length];
                BlasGemmTests.CheckExact<double>(ta, tb, m, n, k, 2, (m + n) % 3 - 1, m);
                BlasGemmTests.CheckExact<float>(ta, tb, m, n, k, -1, (m + n) % 2, n);
            }
        }
    }

    [Theory]
    [InlineData(Transpose.No, Transpose.No)]
    [InlineData(Transpose.Yes, Transpose.Yes)]
    public void Small_products_read_nothing_beside_their_inputs(Transpose ta, Transpose tb)
    {
        foreach (int n in Edges)
        {
            // Windows on matrices of NaN: whatever is read beside them would be seen.
            Matrix<double> a = Framed(n, n + 1), b = Framed(n + 1, n), c = new(n, n);
            MatrixView<double> inA = a.View.Slice(2, 3, n, n + 1), inB = b.View.Slice(2, 3, n + 1, n);
            Matrix<double> expected = TestMatrices.NaiveProduct(inA.ToMatrix(), inB.ToMatrix());
            if (ta == Transpose.Yes)
            {
                (inA, inB) = (inB, inA);
                expected = TestMatrices.NaiveProduct(
                    TestMatrices.Transposed(inA.ToMatrix()), TestMatrices.Transposed(inB.ToMatrix()));
            }

            Blas.Gemm<double>(ta, tb, 1, inA, inB, 0, c);
            Assert.True(TestMatrices.SameBits(expected, c), $"order {n}");
        }
    }

    [Fact]
    public void A_tile_of_every_order_is_factored_without_reading_above_its_diagonal()
    {
        for (int n = 1; n <= 80; n++)
        {
            CheckTile<double>(n, 2.2e-16);
            CheckTile<float>(n, 1.2e-7);
        }
    }

    [Fact]
    public void Every_failing_pivot_is_named_and_the_rows_before_it_are_factored()
    {
        foreach (int n in new[] { 1, 5, 8, 13, 40, 72 })
        {
            Matrix<double> definite = TestMatrices.PositiveDefinite<double>(n, n);
            Matrix<double> factor = definite.Copy();
            Assert.True(CholeskyFactor.TryFactor<double>(factor, out _));
            for (int bad = 0; bad < n; bad++)
            {
                foreach (double value in new[] { -1.0, 0.0, double.NaN, double.PositiveInfinity })
                {
                    Matrix<double> a = definite.Copy();
                    a[bad, bad] = value;
                    Assert.False(CholeskyFactor.TryFactor<double>(a, out int pivot));
                    Assert.Equal(bad, pivot);
                    for (int i = 0; i < bad; i++)
                    {
                        Assert.Equal(factor.Row(i)[..(i + 1)], a.Row(i)[..(i + 1)]);
                    }
                }
            }
        }
    }

    [Fact]
    public void Small_calls_allocate_nothing()
    {
        Matrix<double> a = TestMatrices.PositiveDefinite<double>(24, 1), b = a.Copy(), c = new(24, 24);
        Matrix<float> a4 = TestMatrices.PositiveDefinite<float>(24, 1), b4 = a4.Copy(), c4 = new(24, 24);
        long least = long.MaxValue;
        for (int round = 0; round < 30; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Blas.Gemm<double>(Transpose.No, Transpose.Yes, 1, a, b, 0, c);
            Blas.Gemm<float>(Transpose.Yes, Transpose.No, 1, a4, b4, 0, c4);
            a.View.CopyTo(c);
            bool definite = CholeskyFactor.TryFactor<double>(c, out _);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.True(definite);
        }

        Assert.Equal(0, least);
    }

    private static Matrix<double> Framed(int rows, int columns)
    {
        Matrix<double> frame = TestMatrices.Integers<double>(rows + 5, columns + 6, rows);
        return TestMatrices.Make(frame.Rows, frame.Columns, (i, j) =>
            i >= 2 && i < rows + 2 && j >= 3 && j < columns + 3 ? frame[i, j] : double.NaN);
    }

    private static void CheckTile<T>(int n, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> a = TestMatrices.PositiveDefinite<T>(n, n);
        Matrix<T> frame = TestMatrices.Make(n + 3, n + 4, (i, j) =>
            i > 0 && i <= n && j > 0 && j <= i ? a[i - 1, j - 1] : T.NaN);
        Assert.True(CholeskyFactor.TryFactor(frame.View.Slice(1, 1, n, n), out int pivot), $"order {n}");
        Assert.Equal(-1, pivot);
        Matrix<T> lower = TestMatrices.Make(n, n, (i, j) => j <= i ? frame[i + 1, j + 1] : T.Zero);
        Matrix<T> product = TestMatrices.NaiveProduct(lower, TestMatrices.Transposed(lower));

        // |A - L L^T| <= (n + 1) u |L| |L^T| by elements, and the diagonal of the latter is that of A.
        Assert.True(TestMatrices.MaxDifference(a, product) < 2 * (n + 1) * epsilon * TestMatrices.MaxAbs(a));
        for (int i = 0; i < frame.Rows; i++)
        {
            for (int j = 0; j < frame.Columns; j++)
            {
                bool inside = i > 0 && i <= n && j > 0 && j <= i;
                Assert.Equal(!inside, T.IsNaN(frame[i, j]));
            }
        }
    }
}
