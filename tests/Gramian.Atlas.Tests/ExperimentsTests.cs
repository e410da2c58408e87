using Gramian.Data;

namespace Gramian.Atlas.Tests;

public sealed class ExperimentsTests
{
    [Fact]
    public void Finds_experiments_because_they_exist()
    {
        Assert.Contains(Experiments.All, experiment => experiment.Slug == "gp-uci");
        Assert.Equal(Experiments.All.Count, Experiments.All.Select(experiment => experiment.Slug).Distinct().Count());
    }

    [Fact]
    public void Names_what_there_is_when_a_slug_is_unknown()
    {
        var refusal = Assert.Throws<ArgumentException>(() => Experiments.Find("gp-usi"));
        Assert.Contains("gp-uci", refusal.Message);
    }

    [Fact]
    public void A_missing_table_is_named_with_the_variable_that_helps()
    {
        var refusal = Assert.Throws<DataException>(() => new DataFolders([]).Find("uci/nowhere/data.csv.gz"));
        Assert.Contains("uci/nowhere/data.csv.gz", refusal.Message);
        Assert.Contains("GRAMIAN_DATA", refusal.Message);
    }

    [Fact]
    public void The_first_folder_and_the_first_name_win()
    {
        var first = Directory.CreateTempSubdirectory("gramian-atlas-");
        var second = Directory.CreateTempSubdirectory("gramian-atlas-");
        try
        {
            File.WriteAllText(Path.Combine(second.FullName, "a"), "");
            File.WriteAllText(Path.Combine(first.FullName, "b"), "");
            var folders = new DataFolders([first.FullName, second.FullName]);
            Assert.Equal(Path.Combine(first.FullName, "b"), folders.Find("a", "b"));
            Assert.Equal(Path.Combine(second.FullName, "a"), folders.Find("a", "c"));
        }
        finally
        {
            first.Delete(recursive: true);
            second.Delete(recursive: true);
        }
    }
}
