namespace Gramian.Cli.Tests.Verbs;

/// <summary>Rows with missing cells are left out where that is asked for, in every verb, and counted.</summary>
public sealed class SkipMissingTests
{
    private const string Gaps = "a,b,y\n1,2,3\n,4,4\n3,,6\n4,6,\n5,7,9\n7,7,8\n";

    [Theory]
    [InlineData("y", 5)]
    [InlineData("a,y", 4)]
    [InlineData("all", 3)]
    public void The_rows_that_are_left_are_those_of_the_whole_table(string columns, int left)
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", Gaps);
        RunResult run = InProcess.Run("export", folder["t.csv"], folder["o.csv"], "--skip-missing", columns).AssertOk();
        Assert.Contains(FormattableString.Invariant($"{6 - left} of 6 rows left out"), run.Error);
        string[] kept = File.ReadAllLines(folder["o.csv"]);
        Assert.Equal(left + 1, kept.Length);
        Assert.All(kept, line => Assert.Contains(line, Gaps));
    }

    [Fact]
    public void Nothing_is_said_when_no_cell_is_missing()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", "a,y\n1,2\n2,3\n");
        RunResult run = InProcess.Run("export", folder["t.csv"], folder["o.csv"], "--skip-missing", "all").AssertOk();
        Assert.Equal("", run.Error);
    }

    [Fact]
    public void Densities_and_comparisons_take_the_rows_that_are_left()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", Gaps);
        InProcess.Run("density", folder["t.csv"], "--no-report").AssertRefused(1, "(--skip-missing a).");
        RunResult run = InProcess.Run("density", folder["t.csv"], "--no-report", "--skip-missing", "all").AssertOk();
        Assert.Equal(1 + 3, run.Output.TrimEnd('\n').Split('\n').Length);
        RunResult compared = InProcess.Run(
            "compare-distributions", folder["t.csv"], folder["t.csv"], "--skip-missing", "a,b,y", "--json").AssertOk();
        Assert.Equal(3, (int?)compared.Json["rows"]![1]);
    }

    [Fact]
    public void A_table_without_a_whole_row_and_an_unknown_column_are_refused()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", "a,y\n,2\n,3\n");
        string[] command = ["export", folder["t.csv"], folder["o.csv"], "--skip-missing"];
        InProcess.Run([.. command, "a"]).AssertRefused(1, "every row", "'a'");
        InProcess.Run([.. command, "z"]).AssertRefused(1, "'z'");
    }
}
