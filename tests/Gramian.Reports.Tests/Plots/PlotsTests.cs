using FsCheck;
using FsCheck.Fluent;
using Gramian.Reports.Plots;

namespace Gramian.Reports.Tests.Plots;

public sealed class PlotsTests
{
    [Fact]
    public void Histograms_count_every_finite_value_once() => Prop.ForAll(ArbMap.Default.ArbFor<NormalFloat[]>(),
        input =>
    {
        double[] values = [.. input.Select(value => Math.Clamp(value.Get, -1e6, 1e6))];
        double[] edges = Binning.Edges(values);
        Assert.Equal(values.Length, Binning.Counts(values, edges).Sum());
        Assert.True(values.Length == 0 || (edges[0] <= values.Min() && edges[^1] >= values.Max()));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(10, 0.5, 0.025, 2)] // exact rational sums of the mass
    [InlineData(10, 0.5, 0.975, 8)]
    [InlineData(768, 0.05, 0.025, 27)]
    [InlineData(768, 0.05, 0.975, 51)]
    [InlineData(5, 0.0, 0.5, 0)]
    [InlineData(5, 1.0, 0.5, 5)]
    public void Binomial_quantiles_are_those_of_the_tables(int trials, double probability, double level,
        int expected) =>
        Assert.Equal(expected, Binomial.Quantile(trials, probability, level));

    [Fact]
    public void Coverage_counts_the_targets_inside_each_interval()
    {
        var set = new PredictionSet([0.5, -0.5, 3, 0.1], [0, 0, 0, 0], [1, 1, 1, 1]);
        DataTable data = CoverageCurve.Draw(set).Data;
        int half = Enumerable.Range(0, data.Rows).Single(row => data[row, 0] == "0.5"); // |z| ≤ 0.674
        Assert.Equal("0.75", data[half, 1]);
    }

    [Fact]
    public void Tables_disarm_formulas_and_quote_what_needs_it()
    {
        var table = new DataTable([DataColumn.Texts("=a", ["+1", "x,\"y\"", "plain"]),
            DataColumn.Numbers("n", [-1, double.NaN, 0.5])]);
        Assert.Equal("'=a,n\n'+1,-1\n\"x,\"\"y\"\"\",\nplain,0.5\n", table.ToCsv());
    }
}
