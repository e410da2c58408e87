namespace Gramian.Numerics.Tests;

public sealed class MatrixViewTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(96)]
    public void Rows_of_another_length_hold_the_same_elements_in_their_order(int columns)
    {
        using var matrix = new Matrix<double>(3, 64);
        MatrixView<double> other = matrix.View.Reshape(columns);
        Assert.Equal(192, other.Count);
        Assert.Equal(columns, other.Columns);
        for (int i = 0; i < 192; i++)
        {
            other[i / columns, i % columns] = i;
        }

        Assert.Equal(64 + 5, matrix[1, 5]);
        Assert.Equal(191, matrix[2, 63]);
    }

    [Fact]
    public void A_length_that_does_not_divide_and_a_view_with_gaps_are_refused()
    {
        using var matrix = new Matrix<double>(3, 64);
        var error = Assert.Throws<ArgumentException>(() => matrix.View.Reshape(7));
        Assert.Contains("3 x 64", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => matrix.View.Slice(0, 0, 3, 32).Reshape(8));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.View.Reshape(0));
    }
}
