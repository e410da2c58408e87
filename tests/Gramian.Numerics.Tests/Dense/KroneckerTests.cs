using Gramian.Numerics.Dense;

namespace Gramian.Numerics.Tests.Dense;

public sealed class KroneckerTests
{
    public static TheoryData<int[], int> Shapes() => new()
    {
        { [], 1 }, { [], 3 }, { [3, 2], 1 }, { [2, 3, 4, 5], 1 }, { [2, 3, 4, 5], 4 }, { [1, 4, 3, 1, 2, 2], 2 },
        { [5, 3, 2, 6, 3, 3, 4, 1], 3 }, { [40, 30, 30, 40], 7 }, { [12, 12, 11, 11, 9, 10], 1 }, { [0, 2, 3, 3], 2 },
        { [3, 0, 2, 2], 2 }, { [2, 2, 3, 3], 0 },
    };

    // Small integers, so that every sum is exact and the comparison is to the bit.
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Is_the_product_with_the_matrix_written_out(int[] shapes, int width)
    {
        Matrix<double>[] factors = [.. Enumerable.Range(0, shapes.Length / 2).Select(f =>
            TestMatrices.Make(
                shapes[2 * f], shapes[(2 * f) + 1], (i, j) => (double)(((i * 7) + (j * 3) + f) % 5) - 2))];
        Matrix<double> whole = Matrix<double>.Identity(1);
        foreach (Matrix<double> factor in factors)
        {
            whole = WrittenOut(whole, factor);
        }

        Matrix<double> x = TestMatrices.Make(whole.Columns, width, (i, j) => (double)(((i * 5) + j) % 7) - 3);
        Matrix<double> y = new(whole.Rows, width), expected = TestMatrices.NaiveProduct(whole, x);
        y.View.Fill(double.NaN);
        MatrixView<double>[] views = [.. factors.Select(f => f.View)];
        Kronecker.Multiply(views, x, y);
        Assert.True(Same(expected, y));
        foreach (int threads in (int[])[1, 7])
        {
            y.View.Fill(double.NaN);
            Kronecker.Multiply(views, x, y, new ComputeOptions { Threads = threads });
            Assert.True(Same(expected, y));
        }
    }

    [Fact]
    public void Works_in_single_precision_and_on_windows()
    {
        Matrix<float> a = TestMatrices.Make(3, 2, (i, j) => (float)(i - j));
        Matrix<float> b = TestMatrices.Make(2, 3, (i, j) => 1f + i);
        Matrix<float> x = TestMatrices.Make(8, 5, (i, j) => (float)(i + j)), y = new(8, 5);
        Kronecker.Multiply([a.View, b.View], x.View.Slice(1, 1, 6, 2), y.View.Slice(0, 2, 6, 2));
        for (int row = 0; row < 6; row++)
        {
            float sum = 0;
            for (int column = 0; column < 6; column++)
            {
                sum += a[row / 2, column / 3] * b[row % 2, column % 3] * x[1 + column, 1];
            }

            Assert.Equal(sum, y[row, 2]);
            Assert.Equal(0, y[row, 1]);
        }
    }

    [Fact]
    public void Refuses_shapes_that_do_not_fit()
    {
        MatrixView<double> a = new Matrix<double>(3, 2);
        Assert.Throws<ArgumentException>(() => Multiply(3, 1, 3, 1));
        Assert.Throws<ArgumentException>(() => Multiply(2, 1, 2, 1));
        Assert.Throws<ArgumentException>(() => Multiply(2, 2, 3, 1));

        void Multiply(int rows, int columns, int targetRows, int targetColumns) => Kronecker.Multiply(
            [a], new Matrix<double>(rows, columns), new Matrix<double>(targetRows, targetColumns));
    }

    private static Matrix<double> WrittenOut(Matrix<double> a, Matrix<double> b) => TestMatrices.Make(
        a.Rows * b.Rows, a.Columns * b.Columns,
        (i, j) => a[i / b.Rows, j / b.Columns] * b[i % b.Rows, j % b.Columns]);

    private static bool Same(Matrix<double> x, Matrix<double> y) =>
        x.Count == 0 ? y.Count == 0 : TestMatrices.MaxDifference(x, y) == 0;
}
