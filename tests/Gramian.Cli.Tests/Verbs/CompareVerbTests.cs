using System.Text.Json.Nodes;

namespace Gramian.Cli.Tests.Verbs;

public sealed class CompareVerbTests
{
    [Fact]
    public void Puts_the_best_first_and_pairs_the_differences()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", Samples.Small(60));
        string[] compare = ["compare", "t.csv", "--target", "y", "--models", "krr,gp:linear,gp:rbf(lengthscale=ard)",
            "--folds", "3", "--restarts", "0"];
        JsonObject json = folder.Run([.. compare, "--json"]).AssertOk().Json;
        JsonArray models = json["models"]!.AsArray();
        Assert.Equal(3, models.Count);
        double[] errors = [.. models.Select(model => (double)model!["metrics"]!["rmse"]!)];
        Assert.Equal(errors.Order(), errors);
        Assert.Equal("gp:linear", (string?)models[2]!["model"]); // a sine and a square are not linear
        Assert.True((bool?)models[2]!["squared_error_excess"]!["clear"]);
        Assert.Equal(0, (double?)models[0]!["squared_error_excess"]!["mean"]);
        RunResult text = folder.Run(compare).AssertOk();
        Assert.Contains("gp:rbf(lengthscale=ard)", text.Output);
        Assert.Contains("best", text.Output);
        Assert.Equal(["t.csv"], folder.Files);
    }

    [Fact]
    public void Without_names_the_usual_models_of_the_task_are_compared()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", Samples.Small(40));
        string[] compare = ["compare", "t.csv", "--target", "y", "--folds", "2", "--restarts", "0", "--json"];
        string[] Names(params string[] more) => [.. folder.Run([.. compare, .. more]).AssertOk().Json["models"]!
            .AsArray().Select(model => (string)model!["model"]!).Order(StringComparer.Ordinal)];
        Assert.Equal(["gp", "krr"], Names());
        folder.Run([.. compare[..^1], "--solver", "falkon"]).AssertRefused(2, "name models");
        string[] iris = ["compare", Samples.Iris, "--target", "species", "--columns", "petal_length,petal_width",
            "--folds", "2", "--restarts", "0", "--json"];
        string[] classes = [.. folder.Run(iris).AssertOk().Json["models"]!.AsArray()
            .Select(model => (string)model!["model"]!)];
        Assert.Equal(["gpc", "logistic", "svm"], classes.Order(StringComparer.Ordinal));
        string[] weighted = [.. folder.Run([.. iris, "--class-weight", "virginica=2"]).AssertOk().Json["models"]!
            .AsArray().Select(model => (string)model!["model"]!)];
        Assert.Equal(["logistic", "svm"], weighted.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void More_folds_than_rows_are_refused()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", Samples.Small(10));
        folder.Run("compare", "t.csv", "--target", "y", "--models", "gp", "--folds", "11").AssertRefused(1, "10", "11");
    }
}
