using System.Text.Json.Nodes;

namespace Gramian.Cli.Tests.Verbs;

public sealed class FitVerbTests(FittedFolder fitted) : IClassFixture<FittedFolder>
{
    [Fact]
    public void A_fit_to_two_rows_says_how_little_it_knows()
    {
        using var folder = new TestFolder();
        folder.Write("two.csv", "a,y\n1,2\n3,5\n");
        RunResult text = folder.Run("fit", "two.csv", "--target", "y", "--no-report").AssertOk();
        Assert.DoesNotContain("NaN", text.Output);
        Assert.Contains("2 rows only", text.Error);
        RunResult json = folder.Run("fit", "two.csv", "--target", "y", "--no-report", "--json").AssertOk();
        Assert.DoesNotContain("NaN", json.Output);
    }

    [Fact]
    public void Fits_with_nothing_but_a_target_and_says_what_it_decided()
    {
        fitted.Fit.AssertOk();
        Assert.Contains("parts.gram", fitted.Folder.Files);
        Assert.Contains("parts.html", fitted.Folder.Files);
        string[] said =
        [
            "y [kg]", "length [m] (number)", "colour (category)", "matern52", "rmse", "leave-one-out", "seed",
            "Cholesky",
            "jitter", "parts.gram, parts.html",
        ];
        Assert.All(said, part => Assert.Contains(part, fitted.Fit.Output));
        Assert.Contains("next: gramian predict parts.gram", fitted.Fit.Error);
    }

    [Fact]
    public void Prints_the_promised_shape_as_json()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", Samples.Small(40));
        JsonObject fit = folder.Run("fit", "t.csv", "--target", "y", "--restarts", "0", "--json", "--no-report")
            .AssertOk().Json;
        Assert.Equal("regression", (string?)fit["task"]);
        Assert.Equal("gp", (string?)fit["model"]);
        Assert.Contains("matern52", (string?)fit["kernel"]);
        Assert.NotNull(fit["plan"]);
        Assert.Equal(40, (int?)fit["rows"]);
        Assert.True((int?)fit["features"] >= 3);
        Assert.True((double?)fit["metrics"]!["cv"]!["rmse"] > 0);
        Assert.True((bool?)fit["certificate"]!["converged"]);
        Assert.Equal("t.gram", (string?)fit["model_file"]);
        Assert.Null(fit["report_file"]);
        Assert.All((string[])["load", "fit", "validate", "total"],
            part => Assert.True((double?)fit["seconds"]![part] >= 0));
        Assert.Equal(["t.csv", "t.gram"], folder.Files);
    }

    [Fact]
    public void Any_number_of_threads_and_any_run_give_the_same_bytes()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", Samples.Small(70));
        foreach (string threads in (string[])["1", "2"])
        {
            folder.Run("fit", "t.csv", "--target", "y", "--threads", threads, "--restarts", "0", "--seed", "7",
                "--no-report",
                "-o", $"m{threads}.gram").AssertOk();
        }

        byte[] first = File.ReadAllBytes(folder["m1.gram"]);
        Assert.Equal(first, File.ReadAllBytes(folder["m2.gram"]));
    }

    [Theory]
    [InlineData("krr", null, "")]
    [InlineData("gp", "rbf(lengthscale=ard) + white", "rbf")]
    [InlineData("auto", "0.5 * rationalquadratic + linear", "rationalquadratic")]
    public void Other_models_and_kernels_can_be_chosen(string model, string? kernel, string found)
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", Samples.Small(40));
        string[] chosen = kernel is null ? [] : ["--kernel", kernel];
        JsonObject fit = folder.Run(
            ["fit", "t.csv", "--target", "y", "--model", model, "--restarts", "0", "--no-report", "--json", .. chosen])
            .AssertOk().Json;
        Assert.Equal(model == "krr" ? "krr" : "gp", (string?)fit["model"]);
        Assert.Contains(found, (string?)fit["kernel"]);
    }

    [Fact]
    public void Folds_refit_everything_and_columns_restrict_the_inputs()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", Samples.Small(40));
        JsonObject fit = folder.Run("fit", "t.csv", "--target", "y", "--folds", "3", "--columns", "width,length",
            "--restarts", "0", "--no-report", "--json").AssertOk().Json;
        Assert.Equal("3-fold", (string?)fit["validation"]);
        Assert.Equal(2, (int?)fit["features"]);
    }

    [Fact]
    public void Reads_a_table_from_standard_input()
    {
        using var folder = new TestFolder();
        folder.RunIn(Samples.Small(30), null, "fit", "-", "--target", "y", "--restarts", "0", "--no-report").AssertOk();
        Assert.Equal(["table.gram"], folder.Files);
    }

    [Fact]
    public void Reads_decimal_commas_only_when_told_to()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", "x;y\n1,5;2,5\n2,5;3,5\n3,5;4,6\n4,5;5,4\n5,5;6,5\n");
        string[] fit = ["fit", "t.csv", "--target", "y", "--restarts", "0", "--no-report"];
        folder.Run([.. fit, "--decimal-comma"]).AssertOk();
        folder.Run([.. fit, "-o", "u.gram"]).AssertRefused(1, "comma");
        Assert.Equal(["t.csv", "t.gram"], folder.Files);
    }

    [Fact]
    public void Replaces_its_own_files_but_no_others()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", Samples.Small(30));
        string[] fit = ["fit", "t.csv", "--target", "y", "--restarts", "0"];
        folder.Run(fit).AssertOk();
        folder.Run(fit).AssertOk();
        folder.Write("t.html", "<html>my own page</html>");
        folder.Run(fit).AssertRefused(1, "t.html", "another kind");
        Assert.Equal("<html>my own page</html>", File.ReadAllText(folder["t.html"]));
        folder.Write("u.gram", "my own notes");
        folder.Run([.. fit, "-o", "u.gram"]).AssertRefused(1, "u.gram", "another kind");
        Assert.Equal("my own notes", File.ReadAllText(folder["u.gram"]));
    }

    [Fact]
    public void Refuses_before_the_work_a_place_that_cannot_be_written()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", Samples.Small(30));
        folder.Run("fit", "t.csv", "--target", "y", "-o", "nowhere/m.gram")
            .AssertRefused(1, "nowhere/m.gram", "folder");
        if (OperatingSystem.IsLinux())
        {
            folder.Run("fit", "t.csv", "--target", "y", "-o", "/proc/m.gram").AssertRefused(1, "/proc/m.gram");
        }

        Assert.Equal(["t.csv"], folder.Files);
    }

    [Theory]
    [InlineData("10MB")]
    [InlineData("0.1s")]
    public void Refuses_what_does_not_fit_into_the_budget_before_the_work(string budget)
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", Samples.Small(1500));
        folder.Run("fit", "t.csv", "--target", "y", "--budget", budget).AssertRefused(1, "1500");
        Assert.Equal(["t.csv"], folder.Files);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Fits_the_energy_table_of_the_repository_well()
    {
        Assert.SkipUnless(File.Exists(Samples.Energy), "data/energy.csv is not there");
        using var folder = new TestFolder();
        JsonObject fit = folder.Run("fit", Samples.Energy, "--target", "heating_load", "--restarts", "0", "--json")
            .AssertOk().Json;
        Assert.Equal(["energy.gram", "energy.html"], folder.Files);
        Assert.Equal(768, (int?)fit["rows"]);
        Assert.True((double?)fit["metrics"]!["cv"]!["rmse"] < 0.6); // exact Gaussian processes reach about 0.5 kWh/m²
    }

    [Theory]
    [InlineData("nystrom", "--model", "nystrom", "--centres", "20")]
    [InlineData("nystrom", "--solver", "falkon", "--centres", "20")]
    [InlineData("sgpr", "--model", "sgpr", "--centres", "20")]
    [InlineData("svgp", "--model", "svgp", "--centres", "20")]
    [InlineData("vecchia", "--model", "vecchia")]
    [InlineData("gp-iterative", "--solver", "cg")]
    public void Models_of_many_rows_are_fitted_validated_kept_and_shown(string model, params string[] options)
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", Samples.Small(120));
        JsonObject fit = folder.Run(["fit", "t.csv", "--target", "y", "--restarts", "0", "--json", .. options])
            .AssertOk().Json;
        Assert.Equal(model, (string?)fit["model"]);
        Assert.Equal("hold-out of 12 rows", (string?)fit["validation"]);
        Assert.True((double?)fit["metrics"]!["cv"]!["rmse"] > 0);
        Assert.True(new FileInfo(folder["t.html"]).Length > 10_000);
        string[] lines = folder.Run("predict", "t.gram", "t.csv").AssertOk().Output.TrimEnd().Split('\n');
        Assert.Equal(121, lines.Length);
        folder.Run("inspect", "t.gram").AssertOk();
        folder.Run("cite", "t.gram").AssertOk();
    }

    [Theory]
    [InlineData("equally spaced", "--columns", "t")]
    [InlineData("grid of 40 x 30", "--columns", "a,b")]
    [InlineData("waves", "--columns", "t", "--model", "gp-fourier")]
    public void Structure_of_the_inputs_is_used_named_and_kept(string said, params string[] options)
    {
        var text = new System.Text.StringBuilder("t,a,b,y\n");
        for (int i = 0; i < 1200; i++)
        {
            double y = Math.Sin(0.03 * i) + Math.Cos(0.2 * (i % 30)) + (0.1 * Math.Sin(i * i));
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i},{i / 30},{i % 30},{y}\n");
        }

        using var folder = new TestFolder();
        folder.Write("t.csv", text.ToString());
        JsonObject fit = folder.Run(["fit", "t.csv", "--target", "y", "--restarts", "0", "--json", .. options])
            .AssertOk().Json;
        Assert.Contains(said, (string?)fit["plan"]);
        Assert.True((double?)fit["metrics"]!["cv"]!["rmse"] > 0);
        string[] lines = folder.Run("predict", "t.gram", "t.csv").AssertOk().Output.TrimEnd().Split('\n');
        Assert.Equal(1201, lines.Length);
        folder.Run("cite", "t.gram").AssertOk();
        folder.Run("fit", "t.csv", "--target", "y", "--columns", "t,a", "--model", "gp-grid")
            .AssertRefused(1, "all places of a grid");
    }

    [Theory]
    [InlineData("one way", "--model", "krr", "--solver", "cholesky")]
    [InlineData("'nystrom'", "--centres", "5")]
    [InlineData("not solved by", "--model", "gp", "--solver", "falkon")]
    [InlineData("must be one of", "--solver", "lu")]
    public void Options_that_contradict_each_other_are_a_matter_of_usage(string said, params string[] options)
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", Samples.Small(30));
        folder.Run(["fit", "t.csv", "--target", "y", .. options]).AssertRefused(2, said);
        Assert.Equal(["t.csv"], folder.Files);
    }
}
