using Gramian.Cli.Arguments;

namespace Gramian.Cli.Tests.Arguments;

public sealed class NameListTests
{
    [Fact]
    public void Splits_at_commas_outside_quotes() =>
        Assert.Equal(["a", "b, c", "d=e"], NameList.Parse(" a ,\"b, c\", \"d=e\""));

    [Fact]
    public void Doubled_quotes_stand_for_one() => Assert.Equal(["5\" disk"], NameList.Parse("\"5\"\" disk\""));

    [Fact]
    public void Does_not_split_inside_parentheses_and_brackets() =>
        Assert.Equal(["gp:rbf(a, b=[1,2])", "krr"], NameList.Split("gp:rbf(a, b=[1,2]),krr", ','));

    [Fact]
    public void Reads_pairs_whose_names_hold_the_signs()
    {
        Dictionary<string, string> pairs = NameList.ParsePairs("a=number,\"b=c, d\"=date");
        Assert.Equal("number", pairs["a"]);
        Assert.Equal("date", pairs["b=c, d"]);
    }

    [Theory]
    [InlineData("a,,b")]
    [InlineData("a,")]
    [InlineData("\"a")]
    [InlineData("\"\"")]
    public void Rejects_lists_with_an_empty_name_or_an_open_quote(string text) =>
        Assert.Throws<FormatException>(() => NameList.Parse(text));

    [Theory]
    [InlineData("a")]
    [InlineData("a=")]
    [InlineData("a=b=c")]
    [InlineData("a=b,a=c")]
    [InlineData("=b")]
    public void Rejects_pairs_that_are_none_or_come_twice(string text) =>
        Assert.Throws<FormatException>(() => NameList.ParsePairs(text));
}
