using System.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Numerics.Tests.Dense;

public sealed class BlasTriangularTests
{
    private static readonly int[] Sizes = [1, 3, 8, 24, 63, 65, 130];

    public static TheoryData<Side, Triangle, Transpose, UnitDiagonal> Cases()
    {
        var data = new TheoryData<Side, Triangle, Transpose, UnitDiagonal>();
        for (int bits = 0; bits < 16; bits++)
        {
            data.Add(
                (Side)(bits & 1), (Triangle)((bits >> 1) & 1), (Transpose)((bits >> 2) & 1), (UnitDiagonal)(bits >> 3));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Trmm_is_exact_on_integers(Side side, Triangle triangle, Transpose transpose, UnitDiagonal unit)
    {
        foreach (int n in Sizes)
        {
            CheckProduct<double>(side, triangle, transpose, unit, n, 37);
            CheckProduct<float>(side, triangle, transpose, unit, n, 5);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Trsm_undoes_Trmm(Side side, Triangle triangle, Transpose transpose, UnitDiagonal unit)
    {
        foreach (int n in Sizes)
        {
            CheckSolve<double>(side, triangle, transpose, unit, n, 29, 1e-13);
            CheckSolve<float>(side, triangle, transpose, unit, n, 70, 1e-4);
        }
    }

    [Theory]
    [InlineData(Triangle.Lower, Transpose.No)]
    [InlineData(Triangle.Lower, Transpose.Yes)]
    [InlineData(Triangle.Upper, Transpose.No)]
    [InlineData(Triangle.Upper, Transpose.Yes)]
    public void Syrk_is_exact_on_one_triangle_and_leaves_the_other(Triangle triangle, Transpose transpose)
    {
        foreach (int n in (int[])[1, 9, 25, 121, 250])
        {
            foreach (int k in (int[])[0, 1, 30, 300])
            {
                CheckRankUpdate<double>(triangle, transpose, n, k);
                CheckRankUpdate<float>(triangle, transpose, n, k);
            }
        }
    }

    [Fact]
    public void Refuses_shapes_that_do_not_fit_and_shared_elements()
    {
        Matrix<double> a = new(3, 4), c = new(3, 3);
        var thrown = Assert.Throws<ArgumentException>(() =>
            Blas.Gemm<double>(Transpose.No, Transpose.No, 1, a, a, 0, c));
        Assert.Contains("'b' must be 4 x 3", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() =>
            Blas.Gemm<double>(Transpose.No, Transpose.No, 1, c, c.Copy(), 0, c));
        Matrix<double> big = new(40, 40);
        Blas.Gemm<double>(
            Transpose.No, Transpose.No, 1, big.View.Slice(0, 0, 20, 20), big.View.Slice(20, 0, 20, 20), 0,
            big.View.Slice(0, 20, 20, 20));
        Assert.Throws<ArgumentException>(() => Blas.Gemm<double>(
            Transpose.No, Transpose.No, 1, big.View.Slice(0, 0, 20, 20), big.View.Slice(20, 0, 20, 20), 0,
            big.View.Slice(1, 19, 20, 20)));
        Assert.Throws<ArgumentException>(() => Blas.Trsm<double>(
            Side.Left, Triangle.Lower, Transpose.No, UnitDiagonal.No, 1, c, new Matrix<double>(4, 4)));
    }

    private static Matrix<T> Expand<T>(Matrix<T> a, Triangle triangle, Transpose transpose, UnitDiagonal unit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> full = TestMatrices.Make(a.Rows, a.Rows, (i, j) =>
            i == j ? (unit == UnitDiagonal.Yes ? T.One : a[i, i])
            : (i > j) == (triangle == Triangle.Lower) ? a[i, j] : T.Zero);
        return transpose == Transpose.Yes ? TestMatrices.Transposed(full) : full;
    }

    // The triangle that must not be read is NaN.
    private static Matrix<T> Poisoned<T>(Matrix<T> a, Triangle triangle, UnitDiagonal unit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => TestMatrices.Make(a.Rows, a.Rows, (i, j) =>
            i == j ? (unit == UnitDiagonal.Yes ? T.NaN : a[i, i])
            : (i > j) == (triangle == Triangle.Lower) ? a[i, j] : T.NaN);

    private static void CheckProduct<T>(
        Side side, Triangle triangle, Transpose transpose, UnitDiagonal unit, int n, int lines)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> a = TestMatrices.Integers<T>(n, n, n);
        Matrix<T> b = side == Side.Left ? TestMatrices.Integers<T>(n, lines, 2) : TestMatrices.Integers<T>(lines, n, 2);
        Matrix<T> full = Expand(a, triangle, transpose, unit), result = b.Copy();
        Blas.Trmm(side, triangle, transpose, unit, T.One + T.One, Poisoned(a, triangle, unit), result.View);
        Matrix<T> expected = side == Side.Left
            ? TestMatrices.NaiveProduct(full, b) : TestMatrices.NaiveProduct(b, full);
        Assert.Equal(0, TestMatrices.MaxDifference(
            TestMatrices.Make(b.Rows, b.Columns, (i, j) => expected[i, j] + expected[i, j]), result));
        Assert.False(T.IsNaN(result[0, 0]));
    }

    private static void CheckSolve<T>(
        Side side, Triangle triangle, Transpose transpose, UnitDiagonal unit, int n, int lines, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Off-diagonal elements of the order 1/n keep even the unit triangle well conditioned.
        Matrix<T> raw = TestMatrices.Uniform<T>(n, n, n);
        Matrix<T> a = TestMatrices.Make(n, n, (i, j) =>
            i == j ? T.One + T.Abs(raw[i, i]) : raw[i, j] / T.CreateChecked(n));
        Matrix<T> x = side == Side.Left ? TestMatrices.Uniform<T>(n, lines, 2) : TestMatrices.Uniform<T>(lines, n, 2);
        Matrix<T> full = Expand(a, triangle, transpose, unit);
        Matrix<T> b = side == Side.Left ? TestMatrices.NaiveProduct(full, x) : TestMatrices.NaiveProduct(x, full);
        Blas.Trsm(side, triangle, transpose, unit, T.One + T.One, Poisoned(a, triangle, unit), b.View);
        Matrix<T> twice = TestMatrices.Make(x.Rows, x.Columns, (i, j) => x[i, j] + x[i, j]);
        Assert.False(T.IsNaN(b[0, 0]));
        Assert.True(TestMatrices.MaxDifference(twice, b) < tolerance);
        if (side == Side.Left)
        {
            T[] column = TestMatrices.NaiveProduct(full, x).View.ColumnToArray(0);
            Blas.Trsv<T>(triangle, transpose, unit, Poisoned(a, triangle, unit), column);
            for (int i = 0; i < n; i++)
            {
                Assert.Equal(double.CreateChecked(x[i, 0]), double.CreateChecked(column[i]), tolerance);
            }
        }
    }

    private static void CheckRankUpdate<T>(Triangle triangle, Transpose transpose, int n, int k)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> a = transpose == Transpose.No ? TestMatrices.Integers<T>(n, k, 1) : TestMatrices.Integers<T>(k, n, 1);
        Matrix<T> c = TestMatrices.Integers<T>(n, n, 2), before = c.Copy();
        Blas.Syrk(triangle, transpose, -T.One, a.View, T.One + T.One, c.View);
        Matrix<T> op = transpose == Transpose.No ? a : TestMatrices.Transposed(a);
        Matrix<T> product = k == 0 ? new Matrix<T>(n, n) : TestMatrices.NaiveProduct(op, TestMatrices.Transposed(op));
        Matrix<T> expected = TestMatrices.Make(n, n, (i, j) =>
            i == j || (i > j) == (triangle == Triangle.Lower)
                ? before[i, j] + before[i, j] - product[i, j] : before[i, j]);
        Assert.True(TestMatrices.SameBits(expected, c) || TestMatrices.MaxDifference(expected, c) == 0);
    }
}
