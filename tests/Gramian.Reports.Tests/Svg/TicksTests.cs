using FsCheck;
using FsCheck.Fluent;
using Gramian.Reports.Svg;

namespace Gramian.Reports.Tests.Svg;

public sealed class TicksTests
{
    [Fact]
    public void Are_inside_the_range_evenly_spaced_and_round() => Prop.ForAll(
        ArbMap.Default.ArbFor<(NormalFloat Low, NormalFloat Span, byte Target)>(), input =>
        {
            double low = Math.Clamp(input.Low.Get, -1e9, 1e9), span = Math.Abs(Math.Clamp(input.Span.Get, -1e9, 1e9));
            double high = low + span;
            int target = 1 + (input.Target % 12);
            if (!(high - low > 1e-6 * Math.Max(1, Math.Abs(low))))
            {
                return;
            }

            double[] ticks = Ticks.Linear(low, high, target);
            Assert.InRange(ticks.Length, 0, target + 1);
            Assert.All(ticks, tick => Assert.InRange(tick, low, high));
            for (int i = 2; i < ticks.Length; i++)
            {
                Assert.Equal(ticks[1] - ticks[0], ticks[i] - ticks[i - 1], 1e-6 * (ticks[1] - ticks[0]));
            }

            if (ticks.Length > 1)
            {
                double step = ticks[1] - ticks[0], lead = step / Math.Pow(10, Math.Floor(Math.Log10(step * 1.0001)));
                Assert.Contains(new[] { 1.0, 2.0, 5.0 }, round => Math.Abs(lead - round) < 1e-3);
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, 1, 5, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-4, 4, 4, "−4 −2 0 2 4")]
    [InlineData(0, 90000, 3, "0 50\u202F000")]
    [InlineData(0, 3e6, 3, "0 10⁶ 2 × 10⁶ 3 × 10⁶")]
    [InlineData(0, 2e-5, 2, "0 10⁻⁵ 2 × 10⁻⁵")]
    public void Are_labelled_as_people_write_them(double low, double high, int target, string expected) =>
        Assert.Equal(expected, string.Join(' ', Ticks.Labels(Ticks.Linear(low, high, target))));

    [Fact]
    public void Of_a_logarithmic_axis_are_powers_of_ten_or_simple_parts_of_them()
    {
        Assert.Equal([1, 2, 5, 10, 20, 50, 100], Ticks.Logarithmic(1, 100, 5));
        Assert.Equal([1e-12, 1e-9, 1e-6, 1e-3, 1, 1e3], Ticks.Logarithmic(1e-13, 1e4, 6));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(-1e308, 1e308)]
    public void Are_none_where_there_is_no_range(double low, double high) => Assert.Empty(Ticks.Linear(low, high, 5));
}
