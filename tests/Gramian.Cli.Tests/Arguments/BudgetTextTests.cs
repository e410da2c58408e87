using Gramian.Cli.Arguments;

namespace Gramian.Cli.Tests.Arguments;

public sealed class BudgetTextTests
{
    [Theory]
    [InlineData("4GB", 4_000_000_000L, null)]
    [InlineData("1.5 GiB", 1_610_612_736L, null)]
    [InlineData("500mb", 500_000_000L, null)]
    [InlineData("10min", null, 600.0)]
    [InlineData("2h", null, 7200.0)]
    [InlineData("30s,1MiB", 1_048_576L, 30.0)]
    public void Reads_memory_and_time(string text, long? bytes, double? seconds) =>
        Assert.Equal(new BudgetText(bytes, seconds), BudgetText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("4")]
    [InlineData("GB")]
    [InlineData("-4GB")]
    [InlineData("0GB")]
    [InlineData("1,5GB")]
    [InlineData("NaNGB")]
    [InlineData("1e999GB")]
    [InlineData("99999999999999999999TB")]
    [InlineData("4GB,5GB")]
    [InlineData("1s,1h")]
    [InlineData("4 parsecs")]
    public void Rejects_what_is_no_budget(string text) =>
        Assert.Throws<FormatException>(() => BudgetText.Parse(text));
}
