using System.Text.Json.Nodes;

namespace Gramian.Cli.Tests.Verbs;

public sealed class InspectVerbTests(FittedFolder fitted) : IClassFixture<FittedFolder>
{
    [Fact]
    public void Shows_the_card_that_the_fit_made()
    {
        RunResult run = fitted.Folder.Run("inspect", "parts.gram").AssertOk();
        Assert.All(run.Output.TrimEnd('\n').Split('\n'), line => Assert.Contains(line, fitted.Fit.Output));
    }

    [Fact]
    public void Says_the_same_as_json()
    {
        JsonObject json = fitted.Folder.Run("inspect", "parts.gram", "--json").AssertOk().Json;
        Assert.Equal("y", (string?)json["target"]!["name"]);
        Assert.Equal("kg", (string?)json["target"]!["unit"]);
        Assert.Equal(["length", "width", "colour"], json["columns"]!.AsArray().Select(c => (string?)c!["name"]));
        Assert.Equal(60, (int?)json["rows"]);
        Assert.True((bool?)json["contains_training_rows"]);
        Assert.Equal(64, ((string?)json["data_sha256"])!.Length);
    }

    [Fact]
    public void Cites_the_sources_of_the_model_as_BibTeX()
    {
        RunResult run = fitted.Folder.Run("cite", "parts.gram").AssertOk();
        Assert.Contains("{rasmussen2006gaussian,", run.Output);
        Assert.Contains("author", run.Output);
        JsonArray citations = fitted.Folder.Run("cite", "parts.gram", "--json").AssertOk().Json["citations"]!.AsArray();
        Assert.All(citations, citation => Assert.Contains("title", (string?)citation!["bibtex"]));
    }

    [Fact]
    public void Verifies_the_checksums()
    {
        Assert.Contains("SHA-256", fitted.Folder.Run("verify", "parts.gram").AssertOk().Output);
        Assert.True((bool?)fitted.Folder.Run("verify", "parts.gram", "--json").AssertOk().Json["verified"]);
    }
}
