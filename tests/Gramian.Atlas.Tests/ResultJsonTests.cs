using System.Text.Json;

namespace Gramian.Atlas.Tests;

public sealed class ResultJsonTests
{
    private static readonly ExperimentResult Result = new(
        "gp-uci", "a <small> setting",
        [
            new("it <holds>", 0.25, 0.2, "at most", Verdict.Pass),
            new("nobody knew", null, 3, "none", Verdict.Fail, "why"),
        ],
        [new ResultTable("Figures", ["a"], [["<b>"]])], [0], 1.25);

    [Fact]
    public void Has_the_fields_that_were_promised()
    {
        var root = JsonDocument.Parse(ResultJson.Write(Result)).RootElement;
        Assert.Equal("gp-uci", root.GetProperty("slug").GetString());
        Assert.Equal("PARTIAL", root.GetProperty("verdict").GetString());
        Assert.Equal(1.25, root.GetProperty("seconds").GetDouble());
        Assert.Equal(0, root.GetProperty("seeds")[0].GetInt32());
        var claim = root.GetProperty("claims")[0];
        Assert.Equal("it <holds>", claim.GetProperty("claim").GetString());
        Assert.Equal(0.25, claim.GetProperty("paper").GetDouble());
        Assert.Equal(0.2, claim.GetProperty("ours").GetDouble());
        Assert.Equal("at most", claim.GetProperty("tolerance").GetString());
        Assert.Equal("PASS", claim.GetProperty("verdict").GetString());
    }

    [Fact]
    public void Says_none_where_nothing_was_published() => Assert.Equal(
        "none", JsonDocument.Parse(ResultJson.Write(Result)).RootElement
            .GetProperty("claims")[1].GetProperty("paper").GetString());

    [Fact]
    public void Stays_on_one_line() => Assert.DoesNotContain('\n', ResultJson.Write(Result));

    [Fact]
    public void The_page_escapes_what_it_shows_and_loads_nothing()
    {
        string page = ResultPage.Write([Result]);
        Assert.Contains("it &lt;holds&gt;", page);
        Assert.Contains("&lt;b&gt;", page);
        Assert.DoesNotContain("<b>", page);
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("http://", page.Replace("http://www.w3.org/2000/svg", ""));
        Assert.DoesNotContain("https://", page);
    }
}
