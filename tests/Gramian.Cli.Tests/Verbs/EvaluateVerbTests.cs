using System.Text.Json.Nodes;

namespace Gramian.Cli.Tests.Verbs;

public sealed class EvaluateVerbTests(FittedFolder fitted) : IClassFixture<FittedFolder>
{
    private static readonly string[] Metrics = ["rmse", "mae", "r2", "nlpd", "coverage95", "width95"];

    [Fact]
    public void Measures_every_metric_with_an_interval_around_it()
    {
        JsonObject json = fitted.Folder.Run("evaluate", "parts.gram", "new.csv", "--target", "y", "--json")
            .AssertOk().Json;
        Assert.Equal(20, (int?)json["rows"]);
        foreach (string metric in Metrics)
        {
            double value = (double)json["metrics"]![metric]!;
            JsonArray interval = json["intervals"]![metric]!.AsArray();
            Assert.InRange(value, (double)interval[0]!, (double)interval[1]!);
        }

        Assert.InRange((double)json["metrics"]!["rmse"]!, 0, 0.2); // the truth varies by 2, the noise by 0.015
    }

    [Fact]
    public void Prints_a_table_for_people()
    {
        RunResult run = fitted.Folder.Run("evaluate", "parts.gram", "new.csv").AssertOk();
        Assert.All(Metrics, metric => Assert.Contains(metric, run.Output));
        Assert.Equal("", run.Error);
    }

    [Fact]
    public void The_target_may_have_another_name_here()
    {
        fitted.Folder.Write("renamed.csv",
            Samples.Small(20, seed: 1).Replace("y [kg]", "weight", StringComparison.Ordinal));
        RunResult renamed = fitted.Folder.Run("evaluate", "parts.gram", "renamed.csv", "--target", "weight").AssertOk();
        Assert.Equal(fitted.Folder.Run("evaluate", "parts.gram", "new.csv").Output, renamed.Output);
    }

    [Fact]
    public void An_input_of_the_model_is_no_target() => fitted.Folder.Run(
        "evaluate", "parts.gram", "new.csv", "--target", "width").AssertRefused(1, "'width' is an input", "'y'");

    [Fact]
    public void A_table_without_the_target_is_refused()
    {
        fitted.Folder.Write("bare.csv", "length,width,colour\n1,1,red\n2,1,blue\n");
        fitted.Folder.Run("evaluate", "parts.gram", "bare.csv").AssertRefused(1, "'y'");
        fitted.Folder.Run("evaluate", "parts.gram", "new.csv", "--target", "none").AssertRefused(1, "none");
    }
}
