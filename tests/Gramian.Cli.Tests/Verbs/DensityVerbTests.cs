using System.Globalization;
using System.Text.Json.Nodes;

namespace Gramian.Cli.Tests.Verbs;

public sealed class DensityVerbTests
{
    private const string Two = "a,b [m],c\n1,10,x\n2,12,y\n2.5,9,x\n4,14,z\n7,11,x\n3.3,10.5,y\n";

    [Fact]
    public void Writes_a_log_density_for_each_row_and_a_report()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", Two);
        string[] lines = Lines(folder.Run("density", "t.csv").AssertOk());
        Assert.Equal("log_density", lines[0]);
        Assert.Equal(7, lines.Length);
        Assert.All(lines[1..], line => Assert.InRange(double.Parse(line, CultureInfo.InvariantCulture), -20, 0));
        string page = File.ReadAllText(folder["t.density.html"]);
        Assert.Contains("Density of a and b", page, StringComparison.Ordinal);
        Assert.Contains("silverman", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Estimates_at_other_rows_as_by_hand()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", "a\n0\n2\n");
        folder.Write("q.csv", "b,a\n9,1\n9,100\n");
        string[] lines = Lines(folder.Run("density", "t.csv", "--at", "q.csv", "--bandwidth", "1", "--no-report")
            .AssertOk());
        Assert.Equal("log_density,effective_number", lines[0]);
        double[] first = Array.ConvertAll(lines[1].Split(','), Number);
        Assert.Equal(-0.5 - (0.5 * Math.Log(2 * Math.PI)), first[0], 1e-13);
        Assert.Equal(2, first[1], 1e-12);
        double[] far = Array.ConvertAll(lines[2].Split(','), Number);
        Assert.Equal(-(98 * 98 / 2.0) - (0.5 * Math.Log(2 * Math.PI)) - Math.Log(2), far[0], 1e-9);
        Assert.Equal(1, far[1], 1e-12);
        Assert.False(File.Exists(folder["t.density.html"]));
    }

    [Fact]
    public void Says_bandwidth_and_regime_in_json()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", Two);
        JsonObject json = folder.Run("density", "t.csv", "--columns", "a", "--bandwidth", "scott", "--json",
            "--no-report").AssertOk().Json;
        Assert.Equal("scott", (string?)json["bandwidth"]!["rule"]);
        Assert.Equal(6, json["log_density"]!.AsArray().Count);
        Assert.Equal("normal", (string?)json["regime"]!["name"]);
        Assert.InRange((double)json["regime"]!["effective_number"]!, 1, 6);
        Assert.True((bool)json["regime"]!["normal_errors"]!);
        Assert.Null(json["regime"]!["hill_index"]);
        Assert.InRange((double)json["regime"]!["participation"]!, 1.0 / 6, 1);
        Assert.InRange((double)json["regime"]!["largest_share"]!, 1.0 / 6, 1);
        Assert.Equal(Math.Sqrt(2) * (double)json["regime"]!["h_g"]!, (double)json["regime"]!["h_clt"]!, 1e-12);
        Assert.InRange((double)json["regime"]!["h_optimal"]!, 0, (double)json["regime"]!["h_g"]!);
    }

    [Fact]
    public void Draws_rows_that_depend_on_the_seed_alone()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", Two);
        string Draw(string seed) => folder.Run(
            "density", "t.csv", "--sample", "5", "--seed", seed, "--no-report").AssertOk().Output;
        Assert.Equal(Draw("1"), Draw("1"));
        Assert.NotEqual(Draw("1"), Draw("2"));
        Assert.StartsWith("a,b [m]\n", Draw("1"), StringComparison.Ordinal);
        Assert.Equal(6, Draw("1").TrimEnd().Split('\n').Length);
    }

    [Fact]
    public void Warns_when_a_rule_cannot_choose()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", "a\n1\n1\n2\n2\n3\n3\n");
        RunResult run = folder.Run("density", "t.csv", "--no-report").AssertOk();
        Assert.Contains("Silverman's rule was used", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_to_the_support_with_another_profile_and_bandwidths_that_follow_the_density()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", Two);
        folder.Write("q.csv", "a,b\n3,11\n3,8.9\n-1,11\n");
        RunResult run = folder.Run("density", "t.csv", "--at", "q.csv", "--profile", "biweight", "--product",
            "--support", "a=log,b=reflect:9:", "--adaptive", "0.5", "--bandwidth", "nearest", "--json").AssertOk();
        JsonObject json = run.Json;
        Assert.Equal("product of biweight", (string?)json["profile"]);
        Assert.Equal("logarithm above 0", (string?)json["support"]![0]);
        Assert.Equal("reflected in [9, Infinity]", (string?)json["support"]![1]);
        Assert.StartsWith("nearest, times 2.6", (string?)json["bandwidth"]!["rule"], StringComparison.Ordinal);
        JsonArray logs = json["log_density"]!.AsArray();
        Assert.True(double.IsFinite((double)logs[0]!));
        Assert.Null(logs[1]);
        Assert.Null(logs[2]);
        string page = File.ReadAllText(folder["t.density.html"]);
        Assert.Contains("reflected in [9, ", page, StringComparison.Ordinal);
        Assert.Contains("adaptive", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Error_bars_are_left_out_where_a_few_points_make_the_estimate()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", Two);
        folder.Write("q.csv", "a,b\n3,11\n");
        RunResult wide = folder.Run("density", "t.csv", "--at", "q.csv", "--bandwidth", "4", "--no-report").AssertOk();
        Assert.Equal("log_density,effective_number,relative_error", Lines(wide)[0]);
        double[] cells = Array.ConvertAll(Lines(wide)[1].Split(','), Number);
        Assert.Equal(Math.Sqrt((1 / cells[1]) - (1 / 6.0)), cells[2], 1e-12);
        Assert.Contains("normal error bars hold", wide.Error, StringComparison.Ordinal);
        RunResult narrow = folder.Run("density", "t.csv", "--at", "q.csv", "--bandwidth", "0.2", "--no-report")
            .AssertOk();
        Assert.EndsWith(",", Lines(narrow)[1], StringComparison.Ordinal);
        Assert.Contains("without error bars", narrow.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Chooses_by_the_spectrum_for_many_columns()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", Two);
        RunResult run = folder.Run("density", "t.csv", "--bandwidth", "kl", "--no-report", "--json").AssertOk();
        Assert.Equal("kl", (string?)run.Json["bandwidth"]!["rule"]);
        Assert.Contains("many dimensions", (string?)run.Json["bandwidth"]!["warning"], StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_the_regions_of_highest_density_on_one_column()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", "a\n0\n");
        folder.Write("q.csv", "a\n0\n1.5\n-2\n");
        RunResult run = folder.Run("density", "t.csv", "--at", "q.csv", "--bandwidth", "1", "--hdr", "0.5,0.95",
            "--no-report").AssertOk();
        Assert.Equal(["1,1", "0,1", "0,0"], Lines(run)[1..].Select(line => line.Split(',', 3)[2]));
        Assert.Equal("log_density,effective_number,hdr_0.5,hdr_0.95", Lines(run)[0]);
        Assert.Contains("95 % of the density in [-1.95996, 1.95996]", run.Error, StringComparison.Ordinal);
        JsonNode region = folder.Run("density", "t.csv", "--at", "q.csv", "--bandwidth", "1", "--hdr", "0.95",
            "--no-report", "--json").AssertOk().Json["regions"]![0]!;
        Assert.Equal(1.959963984540054, (double)region["intervals"]![0]![1]!, 1e-8);
        Assert.Equal(0.95, (double)region["mass"]!, 1e-9);
        Assert.Equal(2 * 1.959963984540054, (double)region["size"]!, 1e-8);
    }

    [Fact]
    public void Finds_the_regions_of_highest_density_on_more_columns()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", "a,b,c\n0,0,0\n100,0,1\n");
        JsonObject json = folder.Run("density", "t.csv", "--columns", "a,b", "--bandwidth", "1", "--hdr", "0.5",
            "--json").AssertOk().Json;
        JsonArray parts = json["regions"]![0]!["polygons"]!.AsArray();
        Assert.Equal(2, parts.Count);

        // Half of each normal law: a disc of radius √(2 ln 2), within the error of 4 000 draws and a wide grid.
        Assert.Equal(2 * Math.PI * Math.Log(2), (double)parts[0]!["area"]!, 0.6);
        Assert.Equal((double)json["regions"]![0]!["size"]!, parts.Sum(part => (double)part!["area"]!), 1e-9);
        Assert.Equal([1.0, 1.0], json["hdr_0.5"]!.AsArray().Select(inside => (double)inside!));
        JsonNode three = folder.Run("density", "t.csv", "--bandwidth", "1", "--hdr", "0.5", "--json", "--no-report")
            .AssertOk().Json["regions"]![0]!;
        Assert.Null(three["polygons"]);
        Assert.Null(three["size"]);
        Assert.Equal(0.5, (double)three["mass"]!, 0.05);
    }

    [Fact]
    public void Estimates_one_column_given_another()
    {
        // Energy performance of buildings: low houses need little heat, high ones a lot.
        using var folder = new TestFolder();
        double Mean(string height, string page)
        {
            JsonObject json = folder.Run("density", Samples.Energy, "--columns", "heating_load", "--given",
                $"overall_height={height}", "--hdr", "0.9", "--report", page, "--json").AssertOk().Json;
            double[] loads = [.. json["heating_load"]!.AsArray().Select(cell => (double)cell!)];
            double[] masses = [.. json["log_density"]!.AsArray().Select(cell =>
                Math.Exp((double)cell!) * (loads[1] - loads[0]))];
            Assert.Equal(1, masses.Sum(), 0.01);
            Assert.InRange((double)json["effective_rows"]!, 100, 768);
            JsonNode region = json["regions"]![0]!;
            Assert.Equal(0.9, (double)region["mass"]!, 1e-9);
            return loads.Zip(masses, (load, mass) => load * mass).Sum();
        }

        double[][] rows = [.. File.ReadAllLines(Samples.Energy)[1..].Select(line => Array.ConvertAll(
            line.Split(','), Number))];
        double[] low = [.. rows.Where(row => row[4] == 3.5).Select(row => row[^1])];
        double[] high = [.. rows.Where(row => row[4] == 7).Select(row => row[^1])];
        Assert.Equal(low.Average(), Mean("3.5", "low.html"), 0.3);
        Assert.Equal(high.Average(), Mean("7", "high.html"), 0.3);
        string page = File.ReadAllText(folder["high.html"]);
        Assert.Contains("heating_load given overall_height = 7", page, StringComparison.Ordinal);
        Assert.Contains("Density of heating_load", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_given_value_far_from_all_rows_is_told_and_rows_of_another_table_are_estimated()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", "a,b [m]\n" + string.Concat(Enumerable.Range(1, 12).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{i},{(3 * i) + (0.2 * Math.Sin(7 * i))}\n"))));
        folder.Write("q.csv", "b\n10\n12\n");
        RunResult run = folder.Run("density", "t.csv", "--given", "a=1000", "--at", "q.csv", "--no-report").AssertOk();
        Assert.Equal(3, Lines(run).Length);
        Assert.Contains("far from most rows", run.Error, StringComparison.Ordinal);
        RunResult draws = folder.Run(
            "density", "t.csv", "--given", "a=2", "--sample", "4", "--no-report").AssertOk();
        Assert.Equal("b [m]", Lines(draws)[0]);
        Assert.Equal(5, Lines(draws).Length);
    }

    [Fact]
    public void Sums_to_a_tolerance_and_says_so()
    {
        using var folder = new TestFolder();
        var random = new Numerics.Random.RandomStream(4);
        string Rows(int count) => "a,b\n" + string.Concat(Enumerable.Range(0, count).Select(_ => string.Create(
            CultureInfo.InvariantCulture, $"{random.NextNormal()},{random.NextNormal()}\n")));
        folder.Write("t.csv", Rows(3000) + "300,5\n");
        folder.Write("q.csv", Rows(200) + "100,0\n");
        foreach (string[] asked in new string[][] { [], ["--at", "q.csv"] })
        {
            // An exponent below every rounding is the way in which all pairs are summed.
            double[][] Read(params string[] options)
            {
                RunResult run = folder.Run(["density", "t.csv", "--no-report", .. asked, .. options]).AssertOk();
                Assert.Contains(
                    options is ["--rtol", var text, ..] ? $"error at most {text}" : "exact to rounding, by all pairs",
                    run.Error, StringComparison.Ordinal);
                return [.. Lines(run)[1..].Select(line => Array.ConvertAll(line.Split(','), cell =>
                    cell.Length == 0 ? double.NaN : Number(cell)))];
            }

            double[][] exact = Read("--adaptive", "1e-300");
            double[][] loose = Read("--rtol", "0.01");
            double[][] grid = Read("--rtol", "0.01", "--atol", "1e-3");
            Assert.All(exact.Zip(loose), pair => Assert.Equal(pair.First[0], pair.Second[0], 0.0102));
            Assert.Contains(exact.Zip(loose), pair => pair.First[0] != pair.Second[0]);
            Assert.All(exact.Zip(grid), pair => Assert.InRange(
                Math.Abs(Math.Exp(pair.First[0]) - (double.IsNaN(pair.Second[0]) ? 0 : Math.Exp(pair.Second[0]))),
                0, 1.01e-3 + (0.0101 * Math.Exp(pair.First[0]))));
        }
    }

    [Theory]
    [InlineData(2, "column=value", "a,b\n1,2\n2,3\n", "--given", "a")]
    [InlineData(2, "finite number", "a,b\n1,2\n2,3\n", "--given", "a=x")]
    [InlineData(1, "no column", "a,b\n1,2\n2,3\n", "--given", "c=1")]
    [InlineData(1, "columns of numbers", "a,b\n1,x\n2,y\n", "--given", "b=1")]
    [InlineData(2, "both name 'a'", "a,b\n1,2\n2,3\n", "--given", "a=1", "--columns", "a,b")]
    [InlineData(1, "none is left", "a,b\n1,2\n2,3\n", "--given", "a=1,b=2")]
    [InlineData(2, "a grid has one or two", "a,b,c,d\n1,2,3,4\n2,3,5,7\n", "--given", "a=1")]
    [InlineData(2, "chooses the bandwidths", "a,b\n1,2\n2,3\n", "--given", "a=1", "--bandwidth", "2")]
    [InlineData(1, "does not vary", "a,b\n1,2\n1,3\n1,5\n", "--given", "a=1")]
    [InlineData(1, "at least 3", "a,b\n1,2\n2,3\n", "--given", "a=1")]
    [InlineData(2, "from 1e-12 to 0.5", "a,b\n1,2\n2,3\n", "--rtol", "2")]
    [InlineData(2, "at least 0", "a,b\n1,2\n2,3\n", "--atol", "-1")]
    [InlineData(2, "shares above 0", "a,b\n1,2\n2,3\n", "--hdr", "50")]
    [InlineData(2, "each share once", "a,b\n1,2\n2,3\n", "--hdr", "0.5,0.5")]
    [InlineData(2, "not among the columns", "a,b\n1,2\n2,3\n", "--support", "c=log")]
    [InlineData(2, "twice", "a,b\n1,2\n2,3\n", "--support", "a=log,a=log")]
    [InlineData(2, "COL=log", "a,b\n1,2\n2,3\n", "--support", "a=positive")]
    [InlineData(2, "A below B", "a,b\n1,2\n2,3\n", "--support", "a=logit:3:1")]
    [InlineData(2, "from 0 to 1", "a,b\n1,2\n2,3\n", "--adaptive", "2")]
    [InlineData(2, "epanechnikov", "a,b\n1,2\n2,3\n", "--profile", "square")]
    [InlineData(1, "row 1 is -1", "a,b\n-1,2\n2,3\n", "--support", "a=log")]
    [InlineData(1, "no end", "a\n1\n2\n", "--support", "a=reflect:0:3", "--bandwidth", "1e9")]
    [InlineData(1, "3 different points", "a\n1\n1\n2\n2\n", "--bandwidth", "likelihood")]
    [InlineData(1, "no column of numbers", "a\nx\ny\n")]
    [InlineData(1, "row 2 is missing", "a,b\n1,2\n,3\n4,4\n")]
    [InlineData(1, "vary", "a\n1\n1\n")]
    [InlineData(1, "categor", "a,b\n1,x\n2,y\n", "--columns", "b")]
    [InlineData(2, "one column", "a,b\n1,2\n2,3\n", "--bandwidth", "isj")]
    [InlineData(2, "3 lengths", "a,b\n1,2\n2,3\n", "--bandwidth", "1,2,3")]
    [InlineData(2, "positive", "a,b\n1,2\n2,3\n", "--bandwidth", "-1")]
    [InlineData(2, "rules", "a,b\n1,2\n2,3\n", "--bandwidth", "1", "--shape", "full")]
    [InlineData(2, "choose one", "a,b\n1,2\n2,3\n", "--sample", "1", "--at", "t.csv")]
    public void What_cannot_be_estimated_is_refused(int code, string said, string text, params string[] options)
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", text);
        folder.Run(["density", "t.csv", .. options]).AssertRefused(code, said);
        Assert.False(File.Exists(folder["t.density.html"]));
    }

    private static string[] Lines(RunResult run) => run.Output.TrimEnd().Split('\n');

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
