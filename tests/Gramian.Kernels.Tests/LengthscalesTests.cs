namespace Gramian.Kernels.Tests;

public sealed class LengthscalesTests
{
    [Fact]
    public void A_shared_one_is_not_a_list_of_one()
    {
        Lengthscales shared = 2.0;
        Lengthscales list = new[] { 2.0 };
        Assert.False(shared.IsArd);
        Assert.True(list.IsArd);
        Assert.NotEqual(shared, list);
        Assert.Equal("2", shared.ToString());
        Assert.Equal("[2]", list.ToString());
    }

    [Fact]
    public void Equal_numbers_are_equal_and_hash_alike()
    {
        Lengthscales first = new[] { 2.0, 3 };
        Lengthscales second = Lengthscales.PerCoordinate([2, 3]);
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.NotEqual(first, Lengthscales.PerCoordinate([3, 2]));
        Assert.False(first.Equals(null));
    }

    [Fact]
    public void Copies_the_numbers()
    {
        double[] numbers = [2, 3];
        Lengthscales lengthscales = numbers;
        numbers[0] = 9;
        Assert.Equal(2, lengthscales.Values[0]);
    }

    [Fact]
    public void Ard_has_no_numbers_until_it_is_resolved()
    {
        Assert.False(Lengthscales.Ard.IsResolved);
        Assert.Equal((0, "ard"), (Lengthscales.Ard.Count, Lengthscales.Ard.ToString()));
        Kernel kernel = Kernel.Parse("rbf(lengthscale=ard)");
        Assert.False(kernel.IsResolved);
        Assert.Throws<InvalidOperationException>(() => kernel.Evaluate([1], [2]));
        Assert.Equal("rbf(lengthscale=[0.5, 0.5])", kernel.Resolve(2, 0.5).ToString());
        Assert.Throws<ArgumentException>(() => kernel.Resolve(2).Resolve(3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Refuses_a_number_that_is_not_positive_and_finite(double value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => (Lengthscales)value);
        ArgumentOutOfRangeException refusal =
            Assert.Throws<ArgumentOutOfRangeException>(() => Lengthscales.PerCoordinate([1, value]));
        Assert.Contains("lengthscales[1]", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_none() => Assert.Throws<ArgumentException>(() => Lengthscales.PerCoordinate([]));

    [Fact]
    public void Refuses_points_of_another_dimension_and_names_both()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => Kernel.Parse("rbf(lengthscale=[1, 2])").Evaluate([1], [2]));
        Assert.Contains("2 lengthscales", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("they have 1", refusal.Message, StringComparison.Ordinal);
    }
}
