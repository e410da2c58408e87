using Gramian.Numerics;

namespace Gramian.Kernels.Tests;

public sealed class PointsTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Refuses_a_coordinate_that_is_not_finite_and_says_where(double value)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => Points.FromRows(new[,] { { 1, 2, 3 }, { 4, 5, value } }));
        Assert.Contains("row 1, column 2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_points_without_coordinates() =>
        Assert.Throws<ArgumentException>(() => new Points(new Matrix<double>(3, 0)));

    [Fact]
    public void May_be_none() => Assert.Equal((0, 2), (new Points(new Matrix<double>(0, 2)).Count, 2));

    [Fact]
    public void A_line_has_one_coordinate()
    {
        Points points = Points.FromColumn([3, 1, 4]);
        Assert.Equal((3, 1, 4.0), (points.Count, points.Dimension, points.Values[2, 0]));
    }

    [Fact]
    public void Selects_rows_in_any_order_with_repetition()
    {
        Points chosen = Points.FromRows(new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }).Select([2, 0, 2]);
        Assert.Equal([5.0, 6], chosen.Values.Row(0).ToArray());
        Assert.Equal([1.0, 2], chosen.Values.Row(1).ToArray());
        Assert.Equal([5.0, 6], chosen.Values.Row(2).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => chosen.Select([3]));
    }

    [Fact]
    public void Selects_columns_and_refuses_one_that_is_not_there()
    {
        Points points = Points.FromRows(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Assert.Equal([6.0, 4], points.SelectColumns([2, 0]).Values.Row(1).ToArray());
        ArgumentOutOfRangeException refusal =
            Assert.Throws<ArgumentOutOfRangeException>(() => points.SelectColumns([3]));
        Assert.Contains("[0, 2]", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => points.SelectColumns([-1]));
    }
}
