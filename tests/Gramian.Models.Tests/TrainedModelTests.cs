using Gramian.Data;
using Gramian.Models.Files;
using Gramian.Models.Planning;
using Gramian.Models.Tests.Files;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests;

public sealed class TrainedModelTests
{
    internal static Table Made(int rows, ulong seed = 1)
    {
        var random = new RandomStream(seed);
        double[] x = new double[rows];
        double[] z = new double[rows];
        double[] y = new double[rows];
        string[] c = new string[rows];
        for (int i = 0; i < rows; i++)
        {
            x[i] = 10 * random.NextDouble();
            z[i] = random.NextNormal();
            c[i] = random.NextInt(2) == 0 ? "red" : "blue";
            y[i] = 100 + (5 * Math.Sin(x[i])) + (2 * z[i]) + (c[i] == "red" ? 3 : 0) + (0.3 * random.NextNormal());
        }

        return new Table([
            new NumberColumn("x", x, "m"), new NumberColumn("z", z), CategoryColumn.FromText("colour", c),
            new NumberColumn("y", y, "kg")]);
    }

    [Theory]
    [InlineData(ModelKind.GaussianProcess)]
    [InlineData(ModelKind.KernelRidge)]
    public void Learns_a_table_and_validates_itself(ModelKind kind)
    {
        TrainedModel model = TrainedModel.Fit(Made(120), "y", new FitOptions { Model = kind, Restarts = 0 });
        Assert.Equal("leave-one-out", model.Card.ValidationMethod);
        Assert.InRange(model.Card.Metrics!.Value.Rmse, 0.2, kind == ModelKind.GaussianProcess ? 0.6 : 1.5);
        Assert.InRange(model.Evaluate(Made(200, seed: 2)).Metrics.R2, 0.85, 1);
        Table output = model.Predict(Made(5, seed: 3)).ToTable(keep: ["colour"]);
        Assert.Equal(["colour", "prediction", "standard_deviation", "lower", "upper"], output.Columns.Select(c =>
            c.Name));
        Assert.Equal(5, output.Rows);
    }

    [Fact]
    public void Folds_fit_everything_anew()
    {
        TrainedModel model = TrainedModel.Fit(Made(60), "y", new FitOptions { Folds = 3, Restarts = 0 });
        Assert.Equal("3-fold", model.Card.ValidationMethod);
        Assert.Equal(Enumerable.Range(0, 60), model.Validation!.Rows.Order());
        Assert.InRange(model.Card.Metrics!.Value.Rmse, 0.2, 1.5);
    }

    [Fact]
    public void A_fold_sees_nothing_of_its_test_rows()
    {
        // With as many folds as rows each fold must be the fit to a table that lacks the row, scaling included.
        Table table = Made(12);
        var options = new FitOptions { Model = ModelKind.KernelRidge, Folds = 12 };
        Validation folds = TrainedModel.CrossValidate(table, "y", options);
        for (int i = 0; i < 12; i++)
        {
            int left = folds.Rows[i];
            Table others = table.SelectRows([.. Enumerable.Range(0, 12).Where(row => row != left)]);
            TrainedModel model = TrainedModel.Fit(others, "y", options with { Folds = 0 });
            Prediction prediction = model.Predict(table.SelectRows([left])).Prediction;
            Assert.Equal(prediction.Mean[0], folds.Prediction.Mean[i]);
            Assert.Equal(prediction.Variance[0], folds.Prediction.Variance[i]);
        }
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void Few_rows_are_measured_with_a_caution(int rows, bool cautious)
    {
        TrainedModel model = TrainedModel.Fit(Made(rows), "y", new FitOptions { Restarts = 0 });
        Assert.Equal(cautious, model.Validation!.Caution is not null);
        Assert.True(!cautious || model.Validation.Caution!.Contains($"{rows} rows", StringComparison.Ordinal));
    }

    [Fact]
    public void Leaving_one_out_can_be_cancelled_and_asked_for_again()
    {
        TrainedModel model = GramFileTests.Loaded(ModelKind.GaussianProcess);
        var cancelled = new ComputeOptions { CancellationToken = new CancellationToken(canceled: true) };
        Assert.Throws<OperationCanceledException>(() => model.LeaveOneOut(cancelled));
        Assert.Equal(6, model.LeaveOneOut().Observed.Length);
    }

    [Fact]
    public void The_order_of_columns_and_others_beside_them_change_nothing()
    {
        TrainedModel model = TrainedModel.Fit(Made(50), "y", new FitOptions { Restarts = 0 });
        Table table = Made(9, seed: 4);
        var moved = new Table([
            table["colour"], new TextColumn("note", new string?[9]), table["z"], table["x"]]);
        TablePrediction prediction = model.Predict(moved);
        Assert.Equal(model.Predict(table).Prediction.Mean, prediction.Prediction.Mean);
        Assert.Equal(["note"], prediction.Notes.Unused);
    }

    [Fact]
    public void Refuses_targets_that_cannot_be_learnt()
    {
        Table table = Made(20);
        Says("a regression predicts numbers", Assert.Throws<DataException>(() => TrainedModel.Fit(table, "colour")));
        Says("no column 'price'", Assert.Throws<DataException>(() => TrainedModel.Fit(table, "price")));
        var constant = new Table([table["x"], new NumberColumn("y", [.. Enumerable.Repeat(2.5, 20)])]);
        Says("2.5 in every row", Assert.Throws<DataException>(() => TrainedModel.Fit(constant, "y")));
        double[] holes = ((NumberColumn)table["y"]).Values.ToArray();
        holes[6] = double.NaN;
        Says("row 7", Assert.Throws<DataException>(() =>
            TrainedModel.Fit(new Table([table["x"], new NumberColumn("y", holes)]), "y")));

        static void Says(string words, DataException error) => Assert.Contains(words, error.Message);
    }

    [Theory]
    [InlineData(ModelKind.GaussianProcess)]
    [InlineData(ModelKind.KernelRidge)]
    public void A_saved_model_predicts_the_same_bits(ModelKind kind)
    {
        Table table = Made(40);
        TrainedModel model = TrainedModel.Fit(table, "y", new FitOptions { Model = kind, Restarts = 0 });
        using var stream = new MemoryStream();
        GramFile.Save(stream, model);
        TrainedModel back = GramFile.Load(new MemoryStream(stream.ToArray()), "m.gram");
        Table queries = Made(17, seed: 9);
        Prediction ours = model.Predict(queries).Prediction;
        Prediction theirs = back.Predict(queries).Prediction;
        Assert.Equal(ours.Mean, theirs.Mean);
        Assert.Equal(ours.Variance, theirs.Variance);
        Assert.Equal(ours.LatentVariance, theirs.LatentVariance);
        Assert.Equal(model.LeaveOneOut().Prediction.Mean, back.LeaveOneOut().Prediction.Mean);
        Assert.Equal(model.Card.Certificate, back.Card.Certificate);
        Assert.Equal(model.Card.Metrics, back.Card.Metrics);
        Assert.Equal(model.Pipeline.Columns, back.Pipeline.Columns);
        using var again = new MemoryStream();
        GramFile.Save(again, back);
        Assert.Equal(stream.ToArray(), again.ToArray());
        using var refit = new MemoryStream();
        GramFile.Save(refit, TrainedModel.Fit(table, "y", new FitOptions { Model = kind, Restarts = 0 }));
        Assert.Equal(stream.ToArray(), refit.ToArray());
    }

    [Theory]
    [InlineData(ModelKind.IterativeGaussianProcess)]
    [InlineData(ModelKind.SparseGaussianProcess)]
    [InlineData(ModelKind.NystromRidge)]
    [InlineData(ModelKind.StochasticGaussianProcess)]
    [InlineData(ModelKind.VecchiaProcess)]
    public void Models_of_many_rows_are_validated_on_rows_that_they_did_not_see(ModelKind kind)
    {
        Table table = Made(150);
        TrainedModel model = TrainedModel.Fit(table, "y", new FitOptions { Model = kind, Restarts = 0 });
        Assert.Equal(kind, model.Kind);
        Assert.Equal("hold-out of 15 rows", model.Card.ValidationMethod);
        Assert.Equal(135, model.Card.Rows);
        Assert.Equal(15, model.Validation!.Rows.Count);

        // A signal of deviation 4 under noise of 0.3, seen by 135 rows.
        Assert.InRange(model.Validation.Report.Metrics.Rmse, 0.1, 1.5);
        double[] predicted = model.Predict(table.SelectRows([.. model.Validation.Rows])).Prediction.Mean;
        Assert.Equal(model.Validation.Prediction.Mean, predicted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_table_that_fills_a_grid_is_fitted_exactly_by_its_structure(int inputs)
    {
        Table table = OnGrid(inputs);
        TrainedModel model = TrainedModel.Fit(table, "y", new FitOptions { Restarts = 0 });
        Assert.Equal(ModelKind.GridProcess, model.Kind);
        Assert.Contains(inputs == 1 ? "equally spaced" : "grid of 40 x 30", model.Card.Plan, StringComparison.Ordinal);
        Assert.Equal("leave-one-out", model.Card.ValidationMethod);
        Assert.InRange(model.Card.Metrics!.Value.Rmse, 0.09, 0.13);

        using var stream = new MemoryStream();
        GramFile.Save(stream, model);
        TrainedModel back = GramFile.Load(new MemoryStream(stream.ToArray()), "m.gram");
        Assert.Equal(model.Predict(table).Prediction.Mean, back.Predict(table).Prediction.Mean);
        Assert.Equal(model.LeaveOneOut().Prediction.Variance, back.LeaveOneOut().Prediction.Variance);
        using var again = new MemoryStream();
        GramFile.Save(again, back);
        Assert.Equal(stream.ToArray(), again.ToArray());

        // A kernel without the structure: another model. A missing row: no grid.
        Assert.NotEqual(ModelKind.GridProcess, TrainedModel.Fit(
            table, "y", new FitOptions { Kernel = "linear", Restarts = 0 }).Kind);
        Table part = table.SelectRows([.. Enumerable.Range(0, 1200).Where(row => row != 500)]);
        PlanException refused = Assert.Throws<PlanException>(
            () => TrainedModel.Fit(part, "y", new FitOptions { Model = ModelKind.GridProcess }));
        Assert.Contains("all places of a grid", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_in_Fourier_features_is_fitted_to_a_table_and_kept()
    {
        var random = new RandomStream(2);
        double[] a = new double[3000], b = new double[3000], y = new double[3000];
        for (int i = 0; i < 3000; i++)
        {
            (a[i], b[i]) = (random.NextDouble(), 5 * random.NextDouble());
            y[i] = Math.Sin(6 * a[i]) + Math.Cos(b[i]) + (0.1 * random.NextNormal());
        }

        var table = new Table([new NumberColumn("a", a), new NumberColumn("b", b), new NumberColumn("y", y)]);
        var options = new FitOptions { Model = ModelKind.FourierProcess, Restarts = 0 };
        TrainedModel model = TrainedModel.Fit(table, "y", options);
        Assert.Equal(ModelKind.FourierProcess, model.Kind);
        Assert.Contains("waves", model.Card.Plan, StringComparison.Ordinal);
        Assert.Equal("hold-out of 300 rows", model.Card.ValidationMethod);
        Assert.InRange(model.Card.Metrics!.Value.Rmse, 0.09, 0.12);
        Assert.InRange(model.Card.Metrics!.Value.Coverage95, 0.9, 0.99);
        using var stream = new MemoryStream();
        GramFile.Save(stream, model);
        TrainedModel back = GramFile.Load(new MemoryStream(stream.ToArray()), "m.gram");
        Table queries = table.SelectRows([.. Enumerable.Range(0, 20)]);
        Assert.Equal(model.Predict(queries).Prediction.Mean, back.Predict(queries).Prediction.Mean);
        Assert.Equal(model.Predict(queries).Prediction.Variance, back.Predict(queries).Prediction.Variance);
        using var again = new MemoryStream();
        GramFile.Save(again, back);
        Assert.Equal(stream.ToArray(), again.ToArray());
        PlanException refused = Assert.Throws<PlanException>(
            () => TrainedModel.Fit(table, "y", options with { Kernel = "linear" }));
        Assert.Contains("spectral density", refused.Message, StringComparison.Ordinal);
    }

    private static Table OnGrid(int inputs)
    {
        const int Rows = 1200;
        int[] order = new RandomStream(3).Permutation(Rows);
        double[] Column(Func<int, double> value) => Array.ConvertAll(order, row => value(row));
        double Signal(int row) => inputs == 1
            ? Math.Sin(0.05 * row)
            : Math.Sin(0.2 * (row / 30)) * Math.Cos(0.3 * (row % 30));
        double[] y = Column(row => Signal(row) + (0.1 * WorkloadRandom.Normal(1, (ulong)row)));
        return inputs == 1
            ? new Table([new NumberColumn("a", Column(row => 3 + (0.5 * row))), new NumberColumn("y", y)])
            : new Table([
                new NumberColumn("a", Column(row => row / 30)),
                new NumberColumn("b", Column(row => Math.Pow(row % 30, 0.7))), new NumberColumn("y", y)]);
    }

    [Fact]
    public void A_solver_chooses_its_model_and_contradictions_are_told()
    {
        Assert.Equal(ModelKind.NystromRidge, TrainedModel.Fit(
            Made(60), "y", new FitOptions { Solver = FitSolver.Falkon, Centres = 20 }).Kind);
        Assert.Equal(ModelKind.IterativeGaussianProcess, TrainedModel.Fit(
            Made(30), "y", new FitOptions
            {
                Model = ModelKind.GaussianProcess,
                Solver = FitSolver.ConjugateGradients,
                Restarts = 0,
            }).Kind);
        Assert.Null(new FitOptions().Conflict);
        Assert.Contains("one way", new FitOptions
        {
            Model = ModelKind.KernelRidge,
            Solver = FitSolver.Cholesky,
        }.Conflict, StringComparison.Ordinal);
        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => TrainedModel.Fit(Made(30), "y", new FitOptions { Centres = 5 }));
        foreach (ModelKind kind in new[] { ModelKind.NystromRidge, ModelKind.KernelLogistic })
        {
            Assert.Contains($"'{kind.ShortName()}'", refused.Message, StringComparison.Ordinal);
        }
    }
}
