using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Gramian.Cli.Tests.Verbs;

public sealed class OutliersVerbTests
{
    public static TheoryData<string> Models => ["kde", "ocsvm"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Finds_the_odd_rows_of_a_real_table(string model)
    {
        // Energy performance of buildings, with two rows planted: a load of 200, and a house that is far too compact.
        using var folder = new TestFolder();
        string[] energy = File.ReadAllLines(Samples.Energy);
        string[] names = energy[0].Split(',');
        string[] cells = energy[10].Split(',');
        cells[^1] = "200";
        string[] other = energy[20].Split(',');
        other[0] = "5";
        folder.Write("t.csv", string.Join('\n', [.. energy, string.Join(',', cells), string.Join(',', other)]) + "\n");
        RunResult run = folder.Run("outliers", "t.csv", "--model", model, "--keep", names[0].Split(' ')[0]).AssertOk();
        string[] lines = run.Output.TrimEnd().Split('\n');
        Assert.StartsWith("row,score,p,outlier," + names[0], lines[0], StringComparison.Ordinal);
        Assert.Equal(energy.Length + 2, lines.Length);
        double[][] rows = [.. lines[1..].Select(line =>
            Array.ConvertAll(line.Split(','), cell => double.Parse(cell, CultureInfo.InvariantCulture)))];
        int last = rows.Length;
        Assert.Equal([last - 1.0, last], rows.OrderByDescending(row => row[1]).Take(2).Select(row => row[0]).Order());
        Assert.Equal(1, rows[^1][3]);
        Assert.Equal(1, rows[^2][3]);
        Assert.Equal(5, rows[^1][4]);
        Assert.InRange(rows.Count(row => row[3] == 1), 2, (int)(0.05 * last));
        Assert.Contains($"rows flagged by {model}", run.Error, StringComparison.Ordinal);
        string page = File.ReadAllText(folder["t.outliers.html"]);
        Assert.Contains("The most unusual rows", page, StringComparison.Ordinal);
        Assert.Contains(model == "kde" ? "silverman" : "standardised columns", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_other_rows_by_the_first_table_in_json()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", Cloud(60));
        folder.Write("q.csv", "b,a\n0,0\n40,3\n");
        JsonObject json = folder.Run("outliers", "t.csv", "--at", "q.csv", "--contamination", "0.1", "--json",
            "--bandwidth", "scott", "--no-report").AssertOk().Json;
        Assert.Equal("kde", (string?)json["model"]);
        Assert.Equal(2, (int)json["rows"]!);
        Assert.False((bool)json["outlier"]![0]!);
        Assert.True((bool)json["outlier"]![1]!);
        Assert.Equal(1 / 61.0, (double)json["p"]![1]!, 1e-12);
        Assert.Contains("scott", (string?)json["decided"]!["bandwidth"], StringComparison.Ordinal);
        Assert.False(File.Exists(folder["t.outliers.html"]));
        JsonObject machine = folder.Run("outliers", "t.csv", "--at", "q.csv", "--model", "ocsvm", "--nu", "0.1",
            "--gamma", "0.7", "--json", "--no-report").AssertOk().Json;
        Assert.True((bool)machine["converged"]!);
        Assert.True((bool)machine["outlier"]![1]!);
        Assert.StartsWith("0.7 on standardised", (string?)machine["decided"]!["gamma"], StringComparison.Ordinal);
    }

    [Fact]
    public void Sums_densities_to_a_tolerance_and_says_so()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", Cloud(2000) + "500,500\n");
        JsonObject Run(string tolerance) => folder.Run(
            "outliers", "t.csv", "--rtol", tolerance, "--json", "--no-report").AssertOk().Json;
        (JsonObject exact, JsonObject loose) = (Run("1e-12"), Run("0.01"));
        Assert.StartsWith("exact to rounding", (string?)exact["decided"]!["densities"], StringComparison.Ordinal);
        Assert.StartsWith(
            "relative error at most 0.01", (string?)loose["decided"]!["densities"], StringComparison.Ordinal);
        Assert.All(exact["score"]!.AsArray().Zip(loose["score"]!.AsArray()), pair =>
            Assert.Equal((double)pair.First!, (double)pair.Second!, 0.0102));
        Assert.True((bool)loose["outlier"]![2000]!);
    }

    [Theory]
    [InlineData(1, "no column of numbers", "a\nx\ny\n")]
    [InlineData(1, "one row", "a\n1\n")]
    [InlineData(1, "vary", "a\n1\n1\n")]
    [InlineData(1, "are the same", "a\n1\n1\n", "--model", "ocsvm")]
    [InlineData(1, "row 2 is missing", "a,b\n1,2\n,3\n4,4\n")]
    [InlineData(2, "kde, ocsvm", "a\n1\n2\n", "--model", "forest")]
    [InlineData(2, "--model ocsvm", "a\n1\n2\n", "--nu", "0.1")]
    [InlineData(2, "--model kde", "a\n1\n2\n", "--model", "ocsvm", "--contamination", "0.1")]
    [InlineData(2, "--model kde", "a\n1\n2\n", "--model", "ocsvm", "--profile", "cosine")]
    [InlineData(2, "--model kde", "a\n1\n2\n", "--model", "ocsvm", "--rtol", "0.1")]
    [InlineData(2, "below 1", "a\n1\n2\n", "--contamination", "1")]
    [InlineData(2, "above 0", "a\n1\n2\n", "--model", "ocsvm", "--nu", "0")]
    [InlineData(1, "row 1 is -1", "a\n-1\n2\n", "--support", "a=log")]
    public void What_cannot_be_scored_is_refused(int code, string said, string text, params string[] options)
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", text);
        folder.Run(["outliers", "t.csv", .. options]).AssertRefused(code, said);
        Assert.False(File.Exists(folder["t.outliers.html"]));
    }

    private static string Cloud(int rows)
    {
        var text = new StringBuilder("a,b\n");
        for (int i = 0; i < rows; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Math.Sin(i * 1.7)},{3 * Math.Cos(i * 0.9)}\n");
        }

        return text.ToString();
    }
}
