using System.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Numerics.Tests.Dense;

public sealed class BlasGemmTests
{
    private static readonly int[] Sizes = [1, 2, 5, 8, 23, 25, 49, 121, 300];

    [Theory]
    [InlineData(Transpose.No, Transpose.No)]
    [InlineData(Transpose.Yes, Transpose.No)]
    [InlineData(Transpose.No, Transpose.Yes)]
    [InlineData(Transpose.Yes, Transpose.Yes)]
    public void Is_exact_on_integers_and_writes_nothing_else(Transpose ta, Transpose tb)
    {
        var random = new System.Random(1);
        for (int trial = 0; trial < 60; trial++)
        {
            int m = Sizes[random.Next(Sizes.Length)], n = Sizes[random.Next(Sizes.Length)];
            int k = random.Next(8) == 0 ? 0 : Sizes[random.Next(Sizes.Length)];
            int alpha = random.Next(-2, 3), beta = random.Next(-1, 3);
            CheckExact<double>(ta, tb, m, n, k, alpha, beta, trial);
            CheckExact<float>(ta, tb, m, n, k, alpha, beta, trial);
        }
    }

    [Fact]
    public void Spans_several_blocks_of_depth_and_columns_exactly()
    {
        CheckExact<double>(Transpose.No, Transpose.No, 130, 70, 1100, 2, 1, 5);
        CheckExact<double>(Transpose.Yes, Transpose.Yes, 7, 4200, 30, 1, 0, 6);
        CheckExact<float>(Transpose.No, Transpose.Yes, 1000, 50, 530, 1, -1, 7);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Steps_over_the_depth_stay_in_order_for_any_number_of_threads(int threads)
    {
        // Integers: a step that runs before the panels it needs are packed, or beside another one of the same tile,
        // gives another number. 2900 is eight steps, 150 rows three blocks of rows.
        var options = new ComputeOptions { Threads = threads };
        Matrix<double> a = TestMatrices.Integers<double>(150, 2900, 1), b = TestMatrices.Integers<double>(2900, 90, 2);
        Matrix<double> expected = TestMatrices.NaiveProduct(a, b), c = new(150, 90);
        for (int round = 0; round < 20; round++)
        {
            c.View.Fill(double.NaN);
            Blas.Gemm<double>(Transpose.No, Transpose.No, 1, a, b, 0, c, options);
            Assert.True(TestMatrices.SameBits(expected, c), $"round {round}");
        }
    }

    internal static void CheckExact<T>(Transpose ta, Transpose tb, int m, int n, int k, int alpha, int beta, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> a = ta == Transpose.No ? TestMatrices.Integers<T>(m, k, seed) : TestMatrices.Integers<T>(k, m, seed);
        Matrix<T> b = tb == Transpose.No
            ? TestMatrices.Integers<T>(k, n, seed + 1) : TestMatrices.Integers<T>(n, k, seed + 1);
        Matrix<T> frame = TestMatrices.Integers<T>(m + 4, n + 5, seed + 2);
        if (beta == 0)
        {
            frame.View.Slice(2, 3, m, n).Fill(T.NaN);
        }

        Matrix<T> before = frame.Copy(), a0 = a.Copy(), b0 = b.Copy();
        Blas.Gemm(ta, tb, T.CreateChecked(alpha), a, b, T.CreateChecked(beta), frame.View.Slice(2, 3, m, n));
        Assert.True(TestMatrices.SameBits(a, a0) && TestMatrices.SameBits(b, b0));
        Matrix<T> product = k == 0 ? new Matrix<T>(m, n) : TestMatrices.NaiveProduct(
            ta == Transpose.No ? a : TestMatrices.Transposed(a), tb == Transpose.No ? b : TestMatrices.Transposed(b));
        for (int i = 0; i < frame.Rows; i++)
        {
            for (int j = 0; j < frame.Columns; j++)
            {
                bool inside = i >= 2 && i < m + 2 && j >= 3 && j < n + 3;
                T old = inside && beta == 0 ? T.Zero : T.CreateChecked(beta) * before[i, j];
                T expected = inside ? (T.CreateChecked(alpha) * product[i - 2, j - 3]) + old : before[i, j];
                Assert.True(frame[i, j] == expected, $"{typeof(T)} {m}x{n}x{k} at {i},{j}: {frame[i, j]}, {expected}");
            }
        }
    }
}
