using Gramian.Data;
using Gramian.Kernels;
using Gramian.Models.Classification;
using Gramian.Models.Files;
using Gramian.Models.Planning;
using Gramian.Models.Selection;
using Gramian.Models.TableClasses;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests;

public sealed class TableClassifierTests
{
    // Three clouds in the plane, one far to each side, with a colour that says nothing.
    internal static Table Clouds(int rows, ulong seed = 1, double spread = 0.7)
    {
        var random = new RandomStream(seed);
        double[] x = new double[rows];
        double[] y = new double[rows];
        string[] kinds = new string[rows];
        string[] colours = new string[rows];
        for (int i = 0; i < rows; i++)
        {
            int kind = i % 3;
            kinds[i] = kind == 0 ? "south" : kind == 1 ? "east" : "north";
            x[i] = (kind == 1 ? 3 : 0) + (spread * random.NextNormal());
            y[i] = (kind == 2 ? 3 : 0) + (spread * random.NextNormal());
            colours[i] = random.NextInt(2) == 0 ? "red" : "blue";
        }

        return new Table([
            new NumberColumn("x", x, "m"), new NumberColumn("y", y), CategoryColumn.FromText("colour", colours),
            CategoryColumn.FromText("kind", kinds)]);
    }

    public static TheoryData<ModelKind> Kinds =>
        [.. Enum.GetValues<ModelKind>().Where(kind => kind.Task() == ModelTask.Classification && kind.IsFitted())];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Learns_a_table_and_validates_itself(ModelKind kind)
    {
        TableClassifier model = TableClassifier.Fit(Clouds(150), "kind", new FitOptions { Model = kind });
        Assert.Equal(kind, model.Kind);
        Assert.Equal(["east", "north", "south"], model.Classes.Names);
        Assert.StartsWith("5-fold", model.Card.ValidationMethod);
        Assert.Equal(Enumerable.Range(0, 150), model.Validation!.Rows.Order());
        ClassificationMetrics promised = model.Card.ClassMetrics!.Value;
        Assert.InRange(promised.Accuracy, 0.9, 1);
        ClassificationReport found = model.Evaluate(Clouds(600, seed: 2));
        Assert.InRange(found.Metrics.Accuracy, 0.93, 1);
        // What was promised of new rows must hold for them, up to the luck of 150 rows.
        Assert.InRange(promised.LogLoss, found.Metrics.LogLoss - 0.12, found.Metrics.LogLoss + 0.12);
        Table output = model.Predict(Clouds(5, seed: 3)).ToTable(keep: ["colour"]);
        Assert.Equal(
            ["colour", "label", "probability_east", "probability_north", "probability_south"],
            output.Columns.Select(column => column.Name));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Any_number_of_threads_gives_the_same_file(ModelKind kind)
    {
        byte[][] files = [.. new[] { 1, 2, 7 }.Select(threads =>
        {
            TableClassifier model = TableClassifier.Fit(
                Clouds(90, spread: 1.2), "kind", new FitOptions { Model = kind },
                new ComputeOptions { Threads = threads });
            using var stream = new MemoryStream();
            GramFile.Save(stream, model);
            return stream.ToArray();
        })];
        Assert.Equal(files[0], files[1]);
        Assert.Equal(files[0], files[2]);
    }

    [Fact]
    public void The_file_keeps_the_duality_gap()
    {
        TableClassifier model = TableClassifier.Fit(
            Clouds(90, spread: 1.2), "kind", new FitOptions { Model = ModelKind.SupportVectors });
        Assert.InRange(model.Card.Certificate.DualityGap, double.Epsilon, 1);
        using var stream = new MemoryStream();
        GramFile.Save(stream, model);
        stream.Position = 0;
        Assert.Equal(model.Card.Certificate, GramFile.LoadAny(stream, "memory").Card.Certificate);
    }

    [Fact]
    public void The_label_is_the_most_probable_class()
    {
        TableClassifier model = TableClassifier.Fit(Clouds(90, spread: 1.5), "kind");
        ClassPrediction prediction = model.Predict(Clouds(200, seed: 4, spread: 2)).Prediction;
        for (int row = 0; row < prediction.Count; row++)
        {
            double[] probabilities = prediction.Probabilities!.Row(row).ToArray();
            Assert.Equal(1, probabilities.Sum(), 1e-9);
            Assert.Equal(probabilities.Max(), probabilities[prediction.Labels[row]]);
        }
    }

    // Labels without any relation to the inputs must look like that, although C and lengthscale were tuned.
    [Fact]
    public void Figures_of_noise_are_not_optimistic()
    {
        Table table = Clouds(120);
        var random = new RandomStream(5);
        string[] coins = [.. Enumerable.Range(0, 120).Select(_ => random.NextInt(2) == 0 ? "a" : "b")];
        var noise = new Table([table["x"], table["y"], CategoryColumn.FromText("coin", coins)]);
        ClassificationMetrics metrics = TableClassifier.Fit(noise, "coin").Card.ClassMetrics!.Value;
        Assert.InRange(metrics.Accuracy, 0, 0.62);
        Assert.InRange(metrics.LogLoss, Math.Log(2) - 0.03, 1);
    }

    [Fact]
    public void Many_rows_are_validated_on_rows_that_were_held_out()
    {
        TableClassifier model = TableClassifier.Fit(Clouds(2100, spread: 1), "kind");
        Assert.Equal("hold-out of 210 rows", model.Card.ValidationMethod);
        Assert.Equal(1890, model.Card.Rows);
        Assert.InRange(model.Card.ClassMetrics!.Value.Accuracy, 0.8, 1);
    }

    [Fact]
    public void Numbers_may_stand_for_classes()
    {
        Table table = Clouds(90);
        double[] codes = [.. Enumerable.Range(0, 90).Select(i => i % 3 == 0 ? 10.0 : i % 3 == 1 ? 9 : 2.5)];
        var coded = new Table([table["x"], table["y"], new NumberColumn("code", codes)]);
        TableClassifier model = TableClassifier.Fit(coded, "code");
        Assert.Equal(["2.5", "9", "10"], model.Classes.Names);
        Assert.InRange(model.Evaluate(coded).Metrics.Accuracy, 0.9, 1);
    }

    [Fact]
    public void Refuses_targets_that_are_no_classes()
    {
        Table table = Clouds(12);
        Says("'a' in every row", Target([.. Enumerable.Repeat("a", 12)]));
        string?[] two = [.. Enumerable.Range(0, 12).Select(i => i % 2 == 0 ? "a" : "b")];
        Says("'lone' has 1 row", Target([.. two[..3], "lone", .. two[4..]]));
        Says("row 5 is missing", Target([.. two[..4], null, .. two[5..]]));
        TableClassifier model = TableClassifier.Fit(Clouds(30), "kind");
        var other = new Table(
            [table["x"], table["y"], table["colour"], CategoryColumn.FromText("kind", Enumerable.Repeat("west", 12))]);
        string message = Assert.Throws<DataException>(() => model.Evaluate(other)).Message;
        Assert.Contains("row 1 has the class 'west'", message);
        Assert.Contains("east, north, south", message);

        Table Target(string?[] cells) => new([table["x"], table["y"], CategoryColumn.FromText("c", cells)]);
        static void Says(string text, Table bad) =>
            Assert.Contains(text, Assert.Throws<DataException>(() => TableClassifier.Fit(bad, "c")).Message);
    }

    // With the kernels that were found and no search, both models are the same posterior.
    [Theory]
    [InlineData(2, FitSolver.Automatic)]
    [InlineData(2, FitSolver.Laplace)]
    [InlineData(3, FitSolver.Laplace)]
    public void A_process_predicts_what_its_recipe_does_at_the_same_kernel(int count, FitSolver solver)
    {
        Table coded = Coded(count);
        TableClassifier model = TableClassifier.Fit(
            coded, "kind", new FitOptions { Model = Process, Kernel = "4 * rbf", Solver = solver });
        LatentInference inference = solver == FitSolver.Laplace
            ? LatentInference.Laplace
            : LatentInference.ExpectationPropagation;
        Assert.Equal(inference, ((ProcessClassModel)model.Classifier).Inference);
        Points points = model.Pipeline.Encode(coded, out _);
        FittedGaussianProcessClassifier direct =
            new GaussianProcessClassifier(model.Kernel) { Optimize = false, Inference = inference }
                .Fit(points, Letters(coded));
        using Matrix<double> expected = direct.Probabilities(points);
        ClassPrediction found = model.Predict(coded).Prediction;
        for (int c = 0; c < count; c++)
        {
            int place = Enumerable.Range(0, count).First(k => direct.Labels[k] == model.Classes.Names[c][0]);
            for (int row = 0; row < 60; row++)
            {
                Assert.Equal(expected[row, place], found.Probabilities![row, c], 1e-12);
            }
        }

        Assert.NotNull(model.Classifier.Search);
        Assert.True(model.Classifier.Certificate.Converged);
    }

    // Each class is told from the others by a process of two classes of its own.
    [Fact]
    public void Several_classes_have_a_kernel_each_by_propagation()
    {
        Table coded = Coded(3);
        var options = new FitOptions { Model = Process, Kernel = "4 * rbf" };
        TableClassifier model = TableClassifier.Fit(coded, "kind", options);
        var process = (ProcessClassModel)model.Classifier;
        Assert.Equal(3, process.Kernels.Distinct().Count());
        Points points = model.Pipeline.Encode(coded, out _);
        double[] letters = Letters(coded);
        var rest = new Matrix<double>(60, 3);
        for (int c = 0; c < 3; c++)
        {
            char letter = model.Classes.Names[c][0];
            FittedGaussianProcessClassifier machine = new GaussianProcessClassifier(process.Kernels[c])
            {
                Optimize = false,
                Inference = LatentInference.ExpectationPropagation,
            }.Fit(points, Array.ConvertAll(letters, other => other == letter ? 1.0 : -1));
            using Matrix<double> two = machine.Probabilities(points);
            for (int row = 0; row < 60; row++)
            {
                rest[row, c] = two[row, 0];
            }
        }

        ClassPrediction found = model.Predict(coded).Prediction;
        for (int row = 0; row < 60; row++)
        {
            double sum = rest[row, 0] + rest[row, 1] + rest[row, 2];
            for (int c = 0; c < 3; c++)
            {
                Assert.Equal(rest[row, c] / sum, found.Probabilities![row, c], 1e-9);
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_process_by_propagation_comes_back_from_its_file_with_the_same_bits(int count)
    {
        Table coded = Coded(count);
        TableClassifier model = TableClassifier.Fit(coded, "kind", new FitOptions { Model = Process, Restarts = 0 });
        using var stream = new MemoryStream();
        GramFile.Save(stream, model);
        byte[] bytes = stream.ToArray();
        var loaded = (TableClassifier)GramFile.LoadAny(new MemoryStream(bytes), "m.gram");
        Assert.Equal(model.Classifier.Settings, loaded.Classifier.Settings);
        Assert.Equal(((ProcessClassModel)model.Classifier).Kernels, ((ProcessClassModel)loaded.Classifier).Kernels);
        ClassPrediction expected = model.Predict(coded).Prediction;
        ClassPrediction found = loaded.Predict(coded).Prediction;
        for (int row = 0; row < 60; row++)
        {
            Assert.Equal(expected.Probabilities!.Row(row).ToArray(), found.Probabilities!.Row(row).ToArray());
        }

        using var again = new MemoryStream();
        GramFile.Save(again, loaded);
        Assert.Equal(bytes, again.ToArray());
    }

    private const ModelKind Process = ModelKind.GaussianProcessClassifier;

    private static Table Coded(int count)
    {
        Table table = Clouds(60, spread: 1.3);
        string[] names = [.. Enumerable.Range(0, 60).Select(i => "zab"[i % count].ToString())];
        return new Table([table["x"], table["y"], CategoryColumn.FromText("kind", names)]);
    }

    private static double[] Letters(Table coded) =>
        [.. Enumerable.Range(0, coded.Rows).Select(row => (double)coded["kind"].Format(row)[0])];

    [Fact]
    public void A_cancelled_fit_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => TableClassifier.Fit(
            Clouds(90), "kind", compute: new ComputeOptions { CancellationToken = source.Token }));
    }

    [Fact]
    public void A_plan_beyond_the_budget_is_refused() => Assert.Throws<PlanException>(() =>
        TableClassifier.Fit(Clouds(90), "kind", new FitOptions { TimeLimitSeconds = 1e-3 }));
}
