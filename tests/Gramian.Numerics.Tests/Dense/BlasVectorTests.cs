using Gramian.Numerics.Dense;

namespace Gramian.Numerics.Tests.Dense;

public sealed class BlasVectorTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 300)]
    [InlineData(300, 7)]
    [InlineData(200, 600)]
    public void Gemv_is_exact_on_integers(int m, int n)
    {
        Matrix<double> a = TestMatrices.Integers<double>(m, n, 1);
        foreach (Transpose transpose in (Transpose[])[Transpose.No, Transpose.Yes])
        {
            Matrix<double> op = transpose == Transpose.No ? a : TestMatrices.Transposed(a);
            Matrix<double> x = TestMatrices.Integers<double>(op.Columns, 1, 2);
            Matrix<double> product = TestMatrices.NaiveProduct(op, x);
            double[] y = new double[op.Rows];
            y.AsSpan().Fill(double.NaN);
            Blas.Gemv<double>(transpose, 2, a, x.View.ColumnToArray(0), 0, y);
            Assert.Equal(product.View.ColumnToArray(0).Select(v => 2 * v), y);
            Blas.Gemv<double>(transpose, -1, a, x.View.ColumnToArray(0), 3, y);
            Assert.Equal(product.View.ColumnToArray(0).Select(v => 5 * v), y);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(67)]
    [InlineData(300)]
    [InlineData(1100)]
    public void Symv_reads_one_triangle_and_is_exact_on_integers(int n)
    {
        Matrix<double> a = TestMatrices.Integers<double>(n, n, 1), x = TestMatrices.Integers<double>(n, 1, 2);
        foreach (Triangle triangle in (Triangle[])[Triangle.Lower, Triangle.Upper])
        {
            bool lower = triangle == Triangle.Lower;
            Matrix<double> half = TestMatrices.Make(n, n, (i, j) => i == j || (i > j) == lower ? a[i, j] : double.NaN);
            Matrix<double> full = TestMatrices.Make(n, n, (i, j) => i == j || (i > j) == lower ? a[i, j] : a[j, i]);
            double[] y = new double[n], expected = TestMatrices.NaiveProduct(full, x).View.ColumnToArray(0);
            Blas.Symv<double>(triangle, 3, half, x.View.ColumnToArray(0), 0, y);
            Assert.Equal(expected.Select(v => 3 * v), y);
            Blas.Symv<double>(triangle, 1, half, x.View.ColumnToArray(0), -1, y);
            Assert.Equal(expected.Select(v => -2 * v), y);
        }
    }

    [Fact]
    public void Ger_adds_the_outer_product()
    {
        Matrix<double> a = TestMatrices.Integers<double>(9, 21, 1), before = a.Copy();
        double[] x = TestMatrices.Integers<double>(1, 9, 2).Row(0).ToArray();
        double[] y = TestMatrices.Integers<double>(1, 21, 3).Row(0).ToArray();
        Blas.Ger<double>(2, x, y, a);
        Assert.Equal(0, TestMatrices.MaxDifference(
            TestMatrices.Make(9, 21, (i, j) => before[i, j] + (2 * x[i] * y[j])), a));
    }

    [Fact]
    public void Refuses_an_input_that_overlaps_the_output()
    {
        double[] x = new double[4];
        Assert.Throws<ArgumentException>(() => Blas.Gemv<double>(Transpose.No, 1, new Matrix<double>(4, 4), x, 0, x));
    }

    [Fact]
    public void Norm2_neither_overflows_nor_underflows_and_keeps_NaN()
    {
        Assert.Equal(5e300, VectorOps.Norm2<double>([3e300, -4e300]), 1e286);
        Assert.Equal(5e-300 / 5e-300, VectorOps.Norm2<double>([3e-300, 4e-300]) / 5e-300, 1e-14);
        Assert.Equal(5e30f / 5e30f, VectorOps.Norm2<float>([3e30f, 4e30f]) / 5e30f, 1e-6f);
        Assert.Equal(double.PositiveInfinity, VectorOps.Norm2<double>([1, double.NegativeInfinity]));
        Assert.True(double.IsNaN(VectorOps.Norm2<double>([1, double.NaN, 2])));
        Assert.Equal(0, VectorOps.Norm2<double>([]));
        Assert.Equal(double.Epsilon, VectorOps.Norm2<double>([0, double.Epsilon]));
    }

    [Fact]
    public void Vector_sums_are_exact_on_integers_of_any_length()
    {
        for (int n = 0; n < 70; n++)
        {
            Span<float> x = TestMatrices.Integers<float>(1, Math.Max(n, 1), n).Row(0)[..n];
            float sum = 0, squares = 0;
            foreach (float v in x)
            {
                sum += v;
                squares += v * v;
            }

            Assert.Equal(sum, VectorOps.Sum<float>(x));
            Assert.Equal(squares, VectorOps.Dot<float>(x, x));
            float[] y = new float[n];
            VectorOps.Axpy<float>(2, x, y);
            VectorOps.Scale(0.5f, y);
            Assert.Equal(x.ToArray(), y);
        }
    }
}
