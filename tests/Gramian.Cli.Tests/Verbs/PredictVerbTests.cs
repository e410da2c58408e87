using System.Globalization;
using System.Text.Json.Nodes;

namespace Gramian.Cli.Tests.Verbs;

public sealed class PredictVerbTests(FittedFolder fitted) : IClassFixture<FittedFolder>
{
    private TestFolder Folder => fitted.Folder;

    [Fact]
    public void Writes_one_line_per_row_in_the_order_of_the_rows()
    {
        string[] lines = Lines(Folder.Run("predict", "parts.gram", "new.csv").AssertOk());
        Assert.Equal("prediction,standard_deviation,lower,upper", lines[0]);
        double[] observed = [.. File.ReadLines(Folder["new.csv"]).Skip(1).Select(line => Number(line.Split(',')[3]))];
        Assert.Equal(observed.Length, lines.Length - 1);
        for (int i = 0; i < observed.Length; i++)
        {
            double[] cells = Array.ConvertAll(lines[i + 1].Split(','), Number);
            Assert.InRange(cells[0], observed[i] - 0.3, observed[i] + 0.3); // noise is below 0.025
            Assert.True(cells[2] < cells[0] && cells[0] < cells[3]);
            Assert.Equal(1.959963984540054 * cells[1], cells[3] - cells[0], 1e-9);
        }
    }

    [Fact]
    public void The_interval_widens_with_its_probability_and_narrows_without_the_noise()
    {
        double usual = Width("predict", "parts.gram", "new.csv");
        Assert.True(Width("predict", "parts.gram", "new.csv", "--interval", "0.5") < usual);
        Assert.True(Width("predict", "parts.gram", "new.csv", "--latent") < usual);
    }

    [Fact]
    public void Keeps_columns_in_front_and_lets_no_cell_become_a_formula()
    {
        Folder.Write("evil.csv",
            "name,length,width,colour\n=1+1,1,1,red\n@x,2,1,blue\n-2,3,1,red\n\"+a,b\",3,1,red\nplain,3,1,red\n");
        string[] lines = Lines(Folder.Run("predict", "parts.gram", "evil.csv", "--keep", "name,width",
            "--types", "name=category").AssertOk());
        Assert.Equal("name,width,prediction,standard_deviation,lower,upper", lines[0]);
        Assert.StartsWith("'=1+1,1,", lines[1]);
        Assert.StartsWith("'@x,1,", lines[2]);
        Assert.StartsWith("'-2,1,", lines[3]);
        Assert.StartsWith("\"'+a,b\",1,", lines[4]);
        Assert.StartsWith("plain,1,", lines[5]);
    }

    [Fact]
    public void Writes_a_file_or_json_when_asked()
    {
        JsonObject json = Folder.Run("predict", "parts.gram", "new.csv", "--json").AssertOk().Json;
        Assert.Equal(20, (int?)json["rows"]);
        Assert.Equal(20, json["prediction"]!.AsArray().Count);
        RunResult run = Folder.Run("predict", "parts.gram", "new.csv", "-o", "out.csv").AssertOk();
        Assert.Equal("", run.Output);
        Folder.Run("predict", "parts.gram", "new.csv", "-o", "out.csv").AssertOk();
        Assert.Equal(21, File.ReadAllLines(Folder["out.csv"]).Length);
        Folder.Run("predict", "parts.gram", "new.csv", "-o", "parts.csv").AssertRefused(1, "parts.csv", "another kind");
        File.Delete(Folder["out.csv"]);
    }

    [Fact]
    public void Extra_and_reordered_columns_do_no_harm()
    {
        Folder.Write("order.csv", "extra,colour,width,length\n9,red,1.5,2.5\n");
        Folder.Write("plain.csv", "length,width,colour\n2.5,1.5,red\n");
        Assert.Equal(
            Lines(Folder.Run("predict", "parts.gram", "plain.csv").AssertOk()),
            Lines(Folder.Run("predict", "parts.gram", "order.csv").AssertOk()));
    }

    [Theory]
    [InlineData("absent", "length,width\n1,1\n", "colour")]
    [InlineData("renamed", "len,width,colour\n1,1,red\n", "length")]
    [InlineData("text", "length,width,colour\nlong,1,red\nlonger,2,blue\n", "length")]
    [InlineData("other unit", "length [cm],width,colour\n1,1,red\n", "cm")]
    [InlineData("infinite", "length,width,colour\n1e999,1,red\n", "line 2")]
    [InlineData("empty", "", "empty")]
    public void Tables_that_do_not_suit_the_model_are_refused(string name, string text, string said)
    {
        Folder.Write($"bad-{name}.csv", text);
        Folder.Run("predict", "parts.gram", $"bad-{name}.csv").AssertRefused(1, said);
    }

    [Fact]
    public void A_kept_column_that_is_not_there_is_refused() =>
        Folder.Run("predict", "parts.gram", "new.csv", "--keep", "nothing").AssertRefused(1, "nothing");

    [Fact]
    public void Unseen_categories_are_predicted_and_said_on_standard_error()
    {
        Folder.Write("unseen.csv", "length,width,colour\n1,1,green\n");
        RunResult run = Folder.Run("predict", "parts.gram", "unseen.csv").AssertOk();
        Assert.Contains("colour", run.Error);
        Assert.Equal(2, Lines(run).Length);
    }

    private double Width(params string[] arguments)
    {
        double[] cells = Array.ConvertAll(Lines(Folder.Run(arguments).AssertOk())[1].Split(','), Number);
        return cells[3] - cells[2];
    }

    private static string[] Lines(RunResult run) => run.Output.TrimEnd('\n').Split('\n');

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
