using Gramian.Data;
using Gramian.Models.Files;
using Gramian.Models.Selection;
using Gramian.Models.SupportVectors;
using Gramian.Models.SupportVectors.Libsvm;
using Gramian.Models.Tests.Files;

namespace Gramian.Models.Tests.SupportVectors.Libsvm;

public sealed class LibsvmImportTests
{
    private static readonly Table Rows = new(
    [
        new NumberColumn("a", [0.5, -1, 2, 0]), new NumberColumn("b", [1, 0.25, -0.5, 0]),
        new NumberColumn("label", [7, -2, 7, -2]),
    ]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Classes_keep_the_order_of_the_file_and_come_back_with_the_same_bits(bool probability)
    {
        var model = (TableClassifier)ImportedModels.Of(ModelKind.SupportVectors, probability, 6, "a", "b");
        Assert.Equal(["7", "-2"], model.Classes.Names);
        var machine = (SupportVectorModel)model.Classifier;
        Assert.Null(machine.Cost);
        Assert.Equal(probability ? 1 : 0, machine.Scalings.Count);
        using var stream = new MemoryStream();
        GramFile.Save(stream, model);
        var loaded = (TableClassifier)GramFile.LoadAny(new MemoryStream(stream.ToArray()), "m.gram");
        ClassPrediction expected = model.Predict(Rows).Prediction, found = loaded.Predict(Rows).Prediction;
        Assert.Equal(expected.Labels, found.Labels);
        Assert.Equal(probability, found.Probabilities is not null);
        var values = machine.DecisionValues(model.Pipeline.Encode(Rows, out _));
        Assert.All(Enumerable.Range(0, 4), row => Assert.Equal(
            (probability ? (-1.5 * values[row, 0]) + 0.25 < 0 : values[row, 0] > 0) ? 0 : 1, found.Labels[row]));
        using var again = new MemoryStream();
        GramFile.Save(again, loaded);
        Assert.Equal(stream.ToArray(), again.ToArray());
    }

    [Fact]
    public void Labels_that_are_numbers_are_predicted_as_numbers()
    {
        var model = (TableClassifier)ImportedModels.Of(ModelKind.SupportVectors, probability: false, 6, "a", "b");
        Column label = model.Predict(Rows).ToTable().Columns[0];
        Assert.All(((NumberColumn)label).Values.ToArray(), value => Assert.True(value is 7 or -2));
        ClassificationReport report = model.Evaluate(Rows);
        Assert.True(double.IsNaN(report.Metrics.LogLoss));
        Assert.InRange(report.Metrics.Accuracy, 0, 1);
    }

    [Fact]
    public void Noise_of_values_is_that_of_the_file_or_not_known()
    {
        var known = (TrainedModel)ImportedModels.Of(
            ModelKind.SupportVectorRegression, probability: true, 6, "a", "b");
        Prediction prediction = known.Predict(Rows).Prediction;
        Assert.All(prediction.Variance, variance => Assert.Equal(2 * 0.5 * 0.5, variance));
        var unknown = (TrainedModel)ImportedModels.Of(
            ModelKind.SupportVectorRegression, probability: false, 6, "a", "b");
        Assert.Equal(prediction.Mean, unknown.Predict(Rows).Prediction.Mean);
        Table made = unknown.Predict(Rows).ToTable();
        Assert.Equal(0, made["prediction"].MissingCount);
        Assert.Equal(4, made["standard_deviation"].MissingCount);
        Assert.Equal(4, made["lower"].MissingCount);
        RegressionMetrics metrics = unknown.Evaluate(Rows).Metrics;
        Assert.True(metrics.Rmse > 0);
        Assert.True(double.IsNaN(metrics.Nlpd) && double.IsNaN(metrics.Coverage95) && double.IsNaN(metrics.Width95));
    }

    [Fact]
    public void A_scaling_of_rows_and_target_becomes_the_pipeline()
    {
        LibsvmModel model = LibsvmReader.Read(new StringReader(
            "svm_type epsilon_svr\nkernel_type linear\nnr_class 2\ntotal_sv 1\nrho 0.5\nSV\n2 1:1 3:-1 \n"), "m");
        var scaling = LibsvmScaling.Read(new StringReader(
            "y\n-1 1\n100 300\nx\n0 1\n1 10 20\n2 5 5\n3 0 4\n"), "range");
        var import = new LibsvmImport(model, "m", new string('0', 64)) { Scaling = scaling };
        var made = (TrainedModel)import.ToTableModel();
        Assert.Equal(["x1", "x2", "x3"], made.Pipeline.Columns.Select(column => column.Name));
        var row = new Table([
            new NumberColumn("x1", [15]), new NumberColumn("x2", [7]), new NumberColumn("x3", [1])]);

        // x1 is 1/2, x3 is 1/4: y is 200 + 100 (2 (1/2 − 1/4) − 1/2).
        Assert.Equal(200, made.Predict(row).Prediction.Mean[0], 1e-12);

        // On the way out the target's unit and the linear map go into the model, whose columns are the table's.
        LibsvmExport export = LibsvmExport.Of(made);
        Assert.True(export.TakesColumns);
        Assert.Null(export.Scaling);
        Assert.Equal([1, 3], export.Model.Features);
        Table raw = export.Rows(row);
        Assert.Equal([15, 0, 1], raw.Columns.Skip(1).Select(column => ((NumberColumn)column).Values[0]));
        using var text = new StringWriter();
        LibsvmWriter.Write(export.Model, text);
        LibsvmModel back = LibsvmReader.Read(new StringReader(text.ToString()), "back");
        Kernels.Points query = Kernels.Points.FromRows(new[,] { { 15.0, 1.0, 0.0 } });
        Assert.Equal(200, back.Decide(back.DecisionValues(query))[0], 1e-10);
    }

    [Fact]
    public void One_column_of_an_rbf_is_folded_too()
    {
        Table table = new(
        [
            new NumberColumn("a", [.. Enumerable.Range(0, 30).Select(i => 1000.0 + i)]),
            CategoryColumn.FromText("kind", Enumerable.Range(0, 30).Select(i => i < 14 ? "low" : "top")),
        ]);
        TableClassifier model = TableClassifier.Fit(
            table, "kind", new FitOptions { Model = ModelKind.SupportVectors });
        LibsvmExport export = LibsvmExport.Of(model);
        Assert.True(export.TakesColumns);
        Assert.Equal(["1 = low", "2 = top"], export.LabelNames());
        Assert.Equal(1000, ((NumberColumn)export.Rows(table)["x1"]).Values[0]);
        Assert.Equal(1, ((NumberColumn)export.Rows(table)["label"]).Values[0]);
        Kernels.Points queries = Kernels.Points.FromRows(new[,] { { 1003.5, 0 }, { 1020, 0 } });
        var expected = model.Predict(new Table([new NumberColumn("a", [1003.5, 1020])])).Prediction.Probabilities!;
        var found = export.Model.Probabilities(export.Model.DecisionValues(queries))!;
        Assert.Equal(expected[0, 0], found[0, 0], 1e-9);
        Assert.Equal(expected[1, 0], found[1, 0], 1e-9);
    }

    [Theory]
    [InlineData("nr_class 1\ntotal_sv 0\nrho\nlabel 1\nnr_sv 0\nSV\n", "no support vector")]
    [InlineData("nr_class 1\ntotal_sv 1\nrho\nlabel 1\nnr_sv 1\nSV\n1:1\n", "has 1 classes")]
    public void What_no_table_has_is_refused(string rest, string reason)
    {
        LibsvmModel model = LibsvmReader.Read(
            new StringReader("svm_type c_svc\nkernel_type rbf\ngamma 0.5\n" + rest), "m");
        Assert.Contains(reason, Assert.Throws<DataException>(
            () => new LibsvmImport(model, "m", new string('0', 64)).ToTableModel()).Message);
    }
}
