using Gramian.Data.Encoders;

namespace Gramian.Data.Tests.Encoders;

public sealed class EncoderTests
{
    [Fact]
    public void Standardizer_learns_mean_and_population_deviation()
    {
        var map = Standardizer.Fit([2, 4, 4, 4, 5, 5, 7, 9, double.NaN]);
        Assert.Equal((5.0, 2.0), (map.Mean, map.Scale));
        Assert.Equal(2.0, map.Apply(9));
        Assert.Equal(9.0, map.Invert(2));
        Assert.Equal(12.0, map.InvertVariance(3));
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(5e-320)]
    [InlineData(1e300)]
    [InlineData(1.7e308)]
    public void Standardizer_survives_magnitudes_at_the_ends(double size)
    {
        var map = Standardizer.Fit([-size, size, size, -size]);
        Assert.Equal(0.0, map.Mean);
        Assert.True(double.IsFinite(map.Apply(size)));
        if (size > 1e-310)
        {
            Assert.Equal(1.0, map.Apply(size), 1e-12);      // 12 digits: the sum has four terms
        }
    }

    [Fact]
    public void Standardizer_of_a_constant_or_of_nothing_can_be_inverted()
    {
        var constant = Standardizer.Fit([3.3, 3.3, 3.3]);
        Assert.Equal((3.3, 1.0, 0.0), (constant.Mean, constant.Scale, constant.Apply(3.3)));
        Assert.Equal(Standardizer.Identity, Standardizer.Fit([double.NaN]));
        Assert.Equal(Standardizer.Identity, Standardizer.Fit([]));
        Assert.Throws<ArgumentException>(() => Standardizer.Fit([double.PositiveInfinity]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Standardizer(0, 0));
    }

    [Fact]
    public void Imputer_takes_the_median_and_remembers_absence()
    {
        Assert.Equal(new MedianImputer(2, true), MedianImputer.Fit([3, double.NaN, 1, 2]));
        Assert.Equal(new MedianImputer(2.5, false), MedianImputer.Fit([4, 1, 2, 3]));
        Assert.Equal(new MedianImputer(0, true), MedianImputer.Fit([double.NaN]));
        Assert.Equal(double.MaxValue, MedianImputer.Fit([double.MaxValue, double.MaxValue]).Median);
        Assert.Equal(7, new MedianImputer(2, true).Apply(7));
    }

    [Fact]
    public void One_hot_orders_levels_by_count_then_name_and_leaves_the_rare_out()
    {
        var column = CategoryColumn.FromText("c", ["b", "a", "c", "c", null, "d", "a", "c"]);
        var all = OneHotEncoder.Fit(column, 10);
        Assert.Equal(["c", "a", "b", "d"], all.Levels);
        var two = OneHotEncoder.Fit(column, 2);
        Assert.Equal(["c", "a"], two.Levels);
        Assert.Equal(["b", "d"], two.RareLevels);
        Assert.Equal((0, true), (two.IndexOf("c", out bool seen), seen));
        Assert.Equal((-1, true), (two.IndexOf("d", out seen), seen));
        Assert.Equal((-1, false), (two.IndexOf("z", out seen), seen));
        Assert.Throws<ArgumentException>(() => new OneHotEncoder(["a", "a"], []));
    }

    [Fact]
    public void Dates_become_days()
    {
        Table table = Sample.Csv("d\n1970-01-02T12:00:00Z\n1969-12-31\nNA\n");
        Assert.Equal([1.5, -1, double.NaN], DateEncoder.ToDays((DateColumn)table["d"]));
    }
}
