using System.Text.Json.Nodes;

namespace Gramian.Cli.Tests.Verbs;

/// <summary>Every verb that fits, uses or shows a model, with a target of classes.</summary>
public sealed class ClassVerbTests : IClassFixture<ClassFolder>
{
    private static readonly string[] Metrics = ["accuracy", "balanced_accuracy", "log_loss", "brier", "auc", "ece"];
    private readonly TestFolder folder;
    private readonly RunResult fit;

    public ClassVerbTests(ClassFolder made) => (folder, fit) = (made.Folder, made.Fit);

    [Fact]
    public void A_fit_says_what_it_decided_and_how_good_it_is()
    {
        JsonObject json = fit.AssertOk().Json;
        Assert.Equal("classification", (string?)json["task"]);
        Assert.Equal(["setosa", "versicolor", "virginica"], json["classes"]!.AsArray().Select(name => (string?)name));
        Assert.Equal("5-fold, tuned inside each fold", (string?)json["validation"]);
        Assert.All(Metrics, metric => Assert.NotNull(json["metrics"]!["cv"]![metric]));
        Assert.InRange((double)json["metrics"]!["cv"]!["accuracy"]!, 0.9, 1);
        Assert.Equal(3, json["metrics"]!["cv"]!["confusion"]!.AsArray().Count);
        Assert.True((bool?)json["certificate"]!["converged"]);
        Assert.True(File.Exists(folder["flowers.gram"]));
    }

    [Fact]
    public void Predictions_are_labels_and_probabilities_in_the_order_of_the_rows()
    {
        RunResult run = folder.Run("predict", "flowers.gram", "new.csv", "--keep", "petal_width").AssertOk();
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            "petal_width [cm],label,probability_setosa,probability_versicolor,probability_virginica", lines[0]);
        Assert.Equal(31, lines.Length);
        JsonObject json = folder.Run("predict", "flowers.gram", "new.csv", "--json").AssertOk().Json;
        Assert.Equal(30, json["label"]!.AsArray().Count);
        for (int row = 0; row < 30; row++)
        {
            double[] p = [.. new[] { "setosa", "versicolor", "virginica" }
                .Select(name => (double)json[$"probability_{name}"]![row]!)];
            Assert.Equal(1, p.Sum(), 1e-9);
            Assert.StartsWith(lines[row + 1].Split(',')[0] + "," + (string?)json["label"]![row], lines[row + 1]);
        }

        folder.Run("predict", "flowers.gram", "new.csv", "-o", "out.csv").AssertOk();
        folder.Run("predict", "flowers.gram", "new.csv", "-o", "out.csv").AssertOk();
        folder.Run("predict", "flowers.gram", "new.csv", "--latent").AssertRefused(1, "predicts classes");
    }

    [Fact]
    public void An_evaluation_has_every_metric_with_its_interval_and_the_confusion()
    {
        JsonObject json = folder.Run("evaluate", "flowers.gram", "new.csv", "--json").AssertOk().Json;
        Assert.Equal(30, (int?)json["rows"]);
        foreach (string metric in Metrics)
        {
            JsonArray interval = json["intervals"]![metric]!.AsArray();
            Assert.True((double)interval[0]! <= (double)interval[1]!);
            Assert.NotNull(json["metrics"]![metric]);
        }

        Assert.Equal(30, json["metrics"]!["confusion"]!.AsArray().Sum(row => row!.AsArray().Sum(count => (int)count!)));
        RunResult text = folder.Run("evaluate", "flowers.gram", "new.csv").AssertOk();
        Assert.All(Metrics, metric => Assert.Contains(metric, text.Output));
        Assert.Contains("observed \\ predicted", text.Output);
        folder.Write("west.csv", File.ReadAllText(folder["new.csv"]).Replace("virginica", "pumila"));
        folder.Run("evaluate", "flowers.gram", "west.csv")
            .AssertRefused(1, "'pumila'", "setosa, versicolor, virginica");
    }

    [Fact]
    public void A_model_is_shown_verified_and_cited()
    {
        RunResult shown = folder.Run("inspect", "flowers.gram").AssertOk();
        Assert.Contains("3 classes (setosa, versicolor, virginica): classification", shown.Output);
        Assert.Contains("functions on all", shown.Output);
        Assert.Equal("logistic", (string?)folder.Run("inspect", "flowers.gram", "--json").AssertOk().Json["model"]);
        Assert.Contains("whole", folder.Run("verify", "flowers.gram").AssertOk().Output);
        Assert.Contains("zhu2005kernel", folder.Run("cite", "flowers.gram").AssertOk().Output);
    }

    [Fact]
    public void A_process_of_classes_is_fitted_shown_and_used()
    {
        JsonObject json = folder.Run(
            "fit", "flowers.csv", "--target", "species", "--model", "gpc", "-o", "gpc.gram", "--json").AssertOk().Json;
        Assert.Equal("5-fold", (string?)json["validation"]);
        Assert.True((bool?)json["certificate"]!["converged"]);
        RunResult shown = folder.Run("inspect", "gpc.gram").AssertOk();
        Assert.Contains("expectation propagation with a probit", shown.Output);
        Assert.Contains("whole", folder.Run("verify", "gpc.gram").AssertOk().Output);
        Assert.Contains("minka2001family", folder.Run("cite", "gpc.gram").AssertOk().Output);
        folder.Run("fit", "flowers.csv", "--target", "species", "--solver", "laplace", "--restarts", "0",
            "-o", "laplace.gram").AssertOk();
        Assert.Contains(
            "Laplace approximation with a softmax", folder.Run("inspect", "laplace.gram").AssertOk().Output);
        JsonObject found = folder.Run("evaluate", "gpc.gram", "new.csv", "--json").AssertOk().Json;
        Assert.InRange((double)found["metrics"]!["accuracy"]!, 0.85, 1);
        JsonObject predicted = folder.Run("predict", "gpc.gram", "new.csv", "--json").AssertOk().Json;
        string[] names = ["setosa", "versicolor", "virginica"];
        Assert.All(Enumerable.Range(0, 30), row => Assert.Equal(
            1, names.Sum(name => (double)predicted[$"probability_{name}"]![row]!), 1e-9));
    }

    [Fact]
    public void A_support_vector_machine_is_fitted_shown_and_used()
    {
        JsonObject json = folder.Run(
            "fit", "flowers.csv", "--target", "species", "--model", "svm", "-o", "svm.gram", "--json").AssertOk().Json;
        Assert.Equal("5-fold, tuned inside each fold", (string?)json["validation"]);
        Assert.True((bool?)json["certificate"]!["converged"]);
        Assert.Contains("support vectors", folder.Run("inspect", "svm.gram").AssertOk().Output);
        Assert.Contains("whole", folder.Run("verify", "svm.gram").AssertOk().Output);
        Assert.Contains("chang2011libsvm", folder.Run("cite", "svm.gram").AssertOk().Output);
        JsonObject found = folder.Run("evaluate", "svm.gram", "new.csv", "--json").AssertOk().Json;
        Assert.InRange((double)found["metrics"]!["accuracy"]!, 0.85, 1);
    }

    [Fact]
    public void A_ridge_classification_is_fitted_shown_and_used()
    {
        JsonObject json = folder.Run(
            "fit", "flowers.csv", "--target", "species", "--model", "krc", "-o", "krc.gram", "--json").AssertOk().Json;
        Assert.Equal("krc", (string?)json["model"]);
        Assert.Equal("5-fold, tuned inside each fold", (string?)json["validation"]);
        Assert.Contains("by leaving out each row", (string?)json["kernel_search"]);
        Assert.True((bool?)json["certificate"]!["converged"]);
        Assert.Contains("functions on all", folder.Run("inspect", "krc.gram").AssertOk().Output);
        Assert.Contains("whole", folder.Run("verify", "krc.gram").AssertOk().Output);
        Assert.Contains("rifkin2003regularized", folder.Run("cite", "krc.gram").AssertOk().Output);
        JsonObject found = folder.Run("evaluate", "krc.gram", "new.csv", "--json").AssertOk().Json;
        Assert.InRange((double)found["metrics"]!["accuracy"]!, 0.85, 1);
        Assert.InRange((double)found["metrics"]!["log_loss"]!, 0, 0.4);
        folder.Run("fit", "flowers.csv", "--target", "species", "--model", "krc", "--centres", "15",
            "-o", "few.gram").AssertOk();
        Assert.Contains("15 centres of", folder.Run("inspect", "few.gram").AssertOk().Output);
    }

    [Fact]
    public void Inducing_points_carry_a_process_of_classes_and_Dirichlet_targets()
    {
        folder.Run("fit", "flowers.csv", "--target", "species", "--model", "gpc", "--solver", "variational",
            "--centres", "20", "--restarts", "0", "--folds", "2", "-o", "var.gram").AssertOk();
        Assert.Contains(
            "variational with a softmax through 20 inducing points",
            folder.Run("inspect", "var.gram").AssertOk().Output);
        Assert.Contains("hensman2015scalable", folder.Run("cite", "var.gram").AssertOk().Output);
        folder.Run("fit", "flowers.csv", "--target", "species", "--model", "dirichlet", "--restarts", "0",
            "--folds", "2", "-o", "dir.gram").AssertOk();
        Assert.Contains("exact on all", folder.Run("inspect", "dir.gram").AssertOk().Output);
        Assert.Contains("milios2018dirichlet", folder.Run("cite", "dir.gram").AssertOk().Output);
        folder.Run("fit", "flowers.csv", "--target", "species", "--model", "dirichlet", "--centres", "20",
            "--restarts", "0", "--folds", "2", "-o", "few.dir.gram").AssertOk();
        Assert.Contains("20 inducing points of", folder.Run("inspect", "few.dir.gram").AssertOk().Output);
        foreach (string model in new[] { "var.gram", "dir.gram", "few.dir.gram" })
        {
            Assert.Contains("whole", folder.Run("verify", model).AssertOk().Output);
            JsonObject found = folder.Run("evaluate", model, "new.csv", "--json").AssertOk().Json;
            Assert.InRange((double)found["metrics"]!["accuracy"]!, 0.85, 1);
            Assert.InRange((double)found["metrics"]!["log_loss"]!, 0, 0.4);
        }
    }

    [Fact]
    public void Probabilities_are_calibrated_told_drawn_and_kept()
    {
        JsonObject json = folder.Run("fit", "flowers.csv", "--target", "species", "--model", "krc", "--calibrate",
            "temperature", "--kernel", "rbf(lengthscale=2)", "-o", "warm.gram", "--json").AssertOk().Json;
        Assert.Equal("temperature", (string?)json["calibration"]);
        Assert.InRange((double)json["uncalibrated"]!["log_loss"]!, 0, 1);
        Assert.InRange((double)json["uncalibrated"]!["ece"]!, 0, 0.3);
        string page = File.ReadAllText(folder["warm.html"]);
        Assert.Contains("Before calibration", page);
        Assert.Contains("from out-of-fold predictions", page);
        RunResult shown = folder.Run("inspect", "warm.gram").AssertOk();
        Assert.Contains("calibration", shown.Output);
        Assert.Contains("temperature ", shown.Output);
        Assert.Equal(
            "temperature", (string?)folder.Run("inspect", "warm.gram", "--json").AssertOk().Json["calibration"]);
        Assert.Contains("whole", folder.Run("verify", "warm.gram").AssertOk().Output);
        Assert.Contains("guo2017calibration", folder.Run("cite", "warm.gram").AssertOk().Output);
        JsonObject found = folder.Run("evaluate", "warm.gram", "new.csv", "--json").AssertOk().Json;
        Assert.InRange((double)found["metrics"]!["log_loss"]!, 0, 0.4);
        Assert.DoesNotContain("Before calibration", File.ReadAllText(folder["flowers.html"]));
        folder.Run("fit", "flowers.csv", "--target", "species", "--model", "svm", "--kernel", "rbf(lengthscale=2)",
            "--calibrate", "isotonic", "--folds", "2", "-o", "steps.gram").AssertOk();
        folder.Run("export", "steps.gram", "steps.model").AssertRefused(1, "no place for calibrated probabilities");
    }

    [Fact]
    public void A_logistic_regression_stands_on_centres_when_they_are_asked_for()
    {
        folder.Run("fit", "flowers.csv", "--target", "species", "--model", "logistic", "--centres", "20",
            "-o", "centres.gram").AssertOk();
        Assert.Contains("20 centres of", folder.Run("inspect", "centres.gram").AssertOk().Output);
    }

    [Fact]
    public void Models_are_compared_on_the_same_folds()
    {
        string[] compare =
            ["compare", "flowers.csv", "--target", "species", "--models", "svm,gpc,svm:linear", "--folds", "2"];
        JsonObject json = folder.Run([.. compare, "--json"]).AssertOk().Json;
        double[] losses = [.. json["models"]!.AsArray().Select(model => (double)model!["metrics"]!["log_loss"]!)];
        Assert.Equal(losses.Order(), losses);
        Assert.Equal(0, (double?)json["models"]![0]!["log_loss_excess"]!["mean"]);
        Assert.Equal(3, losses.Length);
        Assert.Equal(
            losses[1] - losses[0], (double)json["models"]![1]!["log_loss_excess"]!["mean"]!, 1e-12);
        Assert.Contains("best", folder.Run(compare).AssertOk().Output);
        folder.Run("compare", "flowers.csv", "--target", "species", "--models", "svm,gp")
            .AssertRefused(2, "all be for classes");
        folder.Run("compare", "flowers.csv", "--target", "species", "--models", "svm,gpc:rbf + white")
            .AssertRefused(2, "leave it out of the kernel");
    }

    [Theory]
    [InlineData(1, "'gp' predicts numbers", "--target", "species", "--model", "gp")]
    [InlineData(1, "a regression predicts numbers", "--target", "species", "--task", "regression")]
    [InlineData(2, "not one for classification", "--target", "species", "--model", "gp", "--task", "classification")]
    [InlineData(2, "the target is a class", "--target", "species", "--noise", "0.1")]
    [InlineData(
        2, "leave it out of the kernel", "--target", "species", "--model", "gpc", "--kernel", "rbf + 0.1 * white")]
    [InlineData(2, "leave it out of the kernel", "--target", "species", "--model", "krc", "--kernel", "rbf + white")]
    [InlineData(2, "one way to be solved", "--target", "species", "--model", "svm", "--solver", "ep")]
    [InlineData(2, "A number of centres belongs", "--target", "species", "--model", "svm", "--centres", "9")]
    [InlineData(2, "A number of centres belongs", "--target", "species", "--solver", "ep", "--centres", "9")]
    [InlineData(2, "one way to be solved", "--target", "species", "--model", "dirichlet", "--solver", "variational")]
    [InlineData(
        2, "leave it out of the kernel", "--target", "species", "--model", "dirichlet", "--kernel", "rbf + white")]
    [InlineData(2, "Probabilities of classes are calibrated", "--target", "petal_width", "--task", "regression",
        "--calibrate", "platt")]
    [InlineData(2, "undo the weights", "--target", "species", "--calibrate", "platt", "--class-weight", "balanced")]
    [InlineData(2, "must be one of", "--target", "species", "--calibrate", "sigmoid")]
    [InlineData(1, "in every row", "--target", "one")]
    [InlineData(1, "has 1 row", "--target", "lone", "--task", "classification")]
    public void A_target_or_an_option_that_does_not_suit_is_refused(int code, string says, params string[] options)
    {
        string[] rows = File.ReadAllLines(folder["flowers.csv"]);
        folder.Write($"{code}{says.Length}.csv", string.Join('\n', rows.Select((line, i) =>
            line + (i == 0 ? ",one,lone" : i == 1 ? ",same,7" : $",same,{i % 2}"))));
        folder.Run(["fit", $"{code}{says.Length}.csv", .. options]).AssertRefused(code, says);
    }

    [Fact]
    public void Whole_numbers_are_taken_for_classes_and_said_so()
    {
        string[] rows = File.ReadAllLines(folder["flowers.csv"]);
        folder.Write("coded.csv", string.Join('\n', rows.Select((line, i) =>
            line + (i == 0 ? ",code" : line.EndsWith("virginica", StringComparison.Ordinal) ? ",1" : ",0"))));
        string[] fitted = ["fit", "coded.csv", "--target", "code", "--columns", "sepal_length,petal_width",
            "--no-report", "--json"];
        RunResult run = folder.Run(fitted).AssertOk();
        Assert.Equal("classification", (string?)run.Json["task"]);
        Assert.Contains("--task regression", run.Error);
        RunResult numbers = folder.Run([.. fitted, "--task", "regression", "--restarts", "0"]).AssertOk();
        Assert.Equal("regression", (string?)numbers.Json["task"]);
    }

    [Fact]
    public void Weights_of_classes_are_checked_told_and_kept()
    {
        using var folder = new TestFolder();
        string[] fit = ["fit", Samples.Iris, "--target", "species", "-o", folder["w.gram"]];
        RunResult balanced = InProcess.Run([.. fit, "--class-weight", "balanced", "--json"]);
        Assert.Equal(0, balanced.ExitCode);
        Assert.Contains("\"class_weights\":[1,1,1]", balanced.Output);
        RunResult named = InProcess.Run([.. fit, "--class-weight", "virginica=3,setosa=0.5"]);
        Assert.Equal(0, named.ExitCode);
        Assert.Contains("setosa 0.5, versicolor 1, virginica 3", named.Output);
        Assert.Contains("setosa 0.5, versicolor 1, virginica 3", InProcess.Run("inspect", folder["w.gram"]).Output);
        string page = File.ReadAllText(folder["w.html"]);
        Assert.Contains("weights of classes", page);
        Assert.Contains("setosa 0.5, versicolor 1, virginica 3", page);
        RunResult compared = InProcess.Run(
            "compare", Samples.Iris, "--target", "species", "--models", "svm,logistic", "--class-weight", "balanced");
        Assert.Equal(0, compared.ExitCode);
    }

    [Theory]
    [InlineData("fit --class-weight rose=2", 1, "which the target does not have; its classes are setosa, versicolor")]
    [InlineData("fit --class-weight setosa=0", 2, "weights above 0")]
    [InlineData("fit --class-weight setosa", 2, "must be balanced, or a list")]
    [InlineData("fit --class-weight balanced --task regression", 2, "the target is a number")]
    [InlineData("fit --class-weight balanced --model gpc", 2, "'gpc' takes no weights of classes")]
    [InlineData("compare --models gpc --class-weight balanced", 2, "'gpc' takes no weights of classes")]
    public void Weights_that_make_no_sense_are_refused(string words, int code, string reason)
    {
        using var folder = new TestFolder();
        string[] parts = words.Split(' ');
        RunResult refused = InProcess.Run([parts[0], Samples.Iris, "--target", "species", .. parts[1..],
            .. parts[0] == "fit" ? (string[])["-o", folder["w.gram"]] : []]);
        Assert.Equal(code, refused.ExitCode);
        Assert.Contains(reason, refused.Error);
        Assert.False(File.Exists(folder["w.gram"]));
    }
}
