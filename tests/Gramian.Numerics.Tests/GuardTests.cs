namespace Gramian.Numerics.Tests;

public sealed class GuardTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_finite_is_named_wherever_it_stands(double wrong)
    {
        for (int at = 0; at < 21; at++)
        {
            double[] values = new double[21];
            Array.Fill(values, double.MaxValue);
            Guard.AllFinite<double>(values, "v");
            values[at] = wrong;
            string message = Assert.Throws<ArgumentException>(() => Guard.AllFinite<double>(values, "v")).Message;
            Assert.Contains($"'v' must be finite, but element {at} was", message);

            // Rows without gaps, and rows of a wider matrix.
            Matrix<double> flat = Matrix<double>.FromRowMajor(7, 3, values), wide = new(7, 5);
            flat.View.CopyTo(wide.View.Slice(0, 1, 7, 3));
            string named = $"row {at / 3}, column {at % 3} was";
            Assert.Contains(
                named, Assert.Throws<ArgumentException>(() => Guard.AllFinite(flat.View, "v")).Message);
            Assert.Contains(named, Assert.Throws<ArgumentException>(
                () => Guard.AllFinite(wide.View.Slice(0, 1, 7, 3), "v")).Message);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    public void Matrices_without_elements_are_finite_and_can_be_copied(int rows, int columns)
    {
        var empty = new Matrix<float>(rows, columns);
        Guard.AllFinite(empty.View, "v");
        Matrix<float> copy = empty.Copy();
        Assert.Equal((rows, columns), (copy.Rows, copy.Columns));
    }
}
