using System.Text.Json.Nodes;

namespace Gramian.Cli.Tests.Verbs;

public sealed class ReproduceVerbTests
{
    [Fact]
    public void Lists_the_experiments_with_their_sources()
    {
        using var folder = new TestFolder();
        Assert.Contains("gp-uci", folder.Run("reproduce", "--list").AssertOk().Output);
        JsonArray listed = folder.Run("reproduce", "--list", "--json").AssertOk().Json["experiments"]!.AsArray();
        Assert.Contains(listed, entry => (string?)entry!["slug"] == "gp-uci");
        Assert.Empty(folder.Files);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Runs_an_experiment_and_leaves_its_page_and_its_figures()
    {
        using var folder = new TestFolder();
        RunResult run = folder.Run("reproduce", "gp-uci", "--quick", "--json");
        JsonObject result = run.Json;
        string verdict = (string)result["verdict"]!;
        Assert.Equal(verdict == "FAIL" ? 1 : 0, run.ExitCode);
        Assert.NotEmpty(result["claims"]!.AsArray());
        Assert.Equal(["gp-uci.html", "gp-uci.json"], folder.Files);
    }
}
