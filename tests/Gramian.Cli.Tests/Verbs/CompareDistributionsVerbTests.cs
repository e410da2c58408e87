using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Gramian.Cli.Tests.Verbs;

public sealed class CompareDistributionsVerbTests
{
    [Fact]
    public void Different_tables_have_a_small_p_value()
    {
        using var folder = new TestFolder();
        folder.Write("a.csv", Rows(40, 0));
        folder.Write("b.csv", Rows(50, 3));
        string text = folder.Run("compare-distributions", "a.csv", "b.csv").AssertOk().Output;
        Assert.Contains("a.csv (40 rows) with b.csv (50 rows)", text, StringComparison.Ordinal);
        Assert.Contains("u, v", text, StringComparison.Ordinal);
        Assert.Contains("0.001996 (500 permutations", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_laws_have_a_large_one_and_the_seed_decides()
    {
        using var folder = new TestFolder();
        folder.Write("a.csv", Rows(40, 0));
        folder.Write("b.csv", Rows(50, 0.02));
        JsonObject Run(string seed) => folder.Run(
            "compare-distributions", "a.csv", "b.csv", "--columns", "v", "--permutations", "99", "--seed", seed,
            "--json").AssertOk().Json;
        JsonObject json = Run("1");
        Assert.InRange((double)json["p_value"]!, 0.05, 1);
        Assert.Equal(99, (int)json["permutations"]!);
        Assert.Equal("v", (string?)json["columns"]![0]);
        Assert.Equal([40, 50], json["rows"]!.AsArray().Select(node => (int)(double)node!));
        Assert.Equal(json.ToJsonString(), Run("1").ToJsonString());
        Assert.Equal((double)json["statistic"]!, (double)Run("2")["statistic"]!);
    }

    [Fact]
    public void Blocks_and_the_spectrum_agree_with_the_pairs_and_the_shifted_column_is_named_first()
    {
        using var folder = new TestFolder();
        folder.Write("a.csv", Rows(400, 0));
        folder.Write("b.csv", Rows(400, 0, 0.2));
        foreach (string[] options in new string[][]
            { [], ["--null", "spectrum"], ["--test", "blocks"], ["--block-size", "25"] })
        {
            string text = folder.Run(["compare-distributions", "a.csv", "b.csv", .. options]).AssertOk().Output;
            Assert.Contains("apart      v 0.", text, StringComparison.Ordinal);
            JsonObject json = folder.Run(
                ["compare-distributions", "a.csv", "b.csv", "--json", .. options]).AssertOk().Json;
            Assert.InRange((double)json["p_value"]!, 0, 0.02);
            Assert.Equal(options is [] ? 500 : 0, (int)json["permutations"]!);
            Assert.Equal(options is [] or ["--null", ..] ? 500 : 0, (int)json["replicates"]!);

            // v is nearly uniform on an interval of length 1, whose deviation is 12^-1/2; 0.2 is moved on top, which
            // widens both together to the root of 1/12 + 0.1².
            double[] apart = [.. json["column_distances"]!.AsArray().Select(node => (double)node!)];
            Assert.InRange(apart[0], 0, 1e-9);
            Assert.Equal(0.2 / Math.Sqrt((1.0 / 12) + 0.01), apart[1], 0.01);
        }
    }

    [Theory]
    [InlineData("--test", "pairs", "--block-size", "4")]
    [InlineData("--block-size", "4", "--null", "spectrum")]
    [InlineData("--test", "blocks", "--permutations", "10")]
    public void An_option_of_the_other_test_is_refused(params string[] options)
    {
        using var folder = new TestFolder();
        folder.Write("a.csv", Rows(40, 0));
        folder.Write("b.csv", Rows(40, 0));
        folder.Run(["compare-distributions", "a.csv", "b.csv", .. options]).AssertRefused(2, "no meaning");
    }

    [Theory]
    [InlineData(1, "two of them", "a\n1\n2\n3\n", "a\n1\n3\n4\n", "--block-size", "2")]
    [InlineData(1, "no column of numbers", "a\nx\ny\n", "a\n1\n2\n")]
    [InlineData(1, "one row", "a,b\n1,2\n", "a,b\n1,2\n2,3\n")]
    [InlineData(1, "b", "a,b\n1,2\n2,3\n", "a,c\n1,2\n2,3\n")]
    [InlineData(1, "are equal", "a\n1\n1\n", "a\n1\n1\n1\n")]
    [InlineData(2, "permutations", "a\n1\n2\n", "a\n1\n3\n", "--permutations", "0")]
    public void What_cannot_be_compared_is_refused(int code, string said, string a, string b, params string[] options)
    {
        using var folder = new TestFolder();
        folder.Write("a.csv", a);
        folder.Write("b.csv", b);
        folder.Run(["compare-distributions", "a.csv", "b.csv", .. options]).AssertRefused(code, said);
    }

    [Fact]
    public void Standard_input_is_one_table()
    {
        using var folder = new TestFolder();
        folder.Run("compare-distributions", "-", "-").AssertRefused(2, "one table");
    }

    // Points of a lattice of irrational steps, which fills the unit square evenly.
    private static string Rows(int count, double shift, double alone = 0)
    {
        var text = new StringBuilder("u,v\n");
        for (int i = 1; i <= count; i++)
        {
            double u = (i * 0.7548776662466927) % 1, v = (i * 0.5698402909980532) % 1;
            text.Append(CultureInfo.InvariantCulture, $"{u + shift},{v + shift + alone}\n");
        }

        return text.ToString();
    }
}
