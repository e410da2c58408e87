using Gramian.Data;
using Gramian.Models.Classification;
using Gramian.Models.Files;
using Gramian.Models.TableClasses;

namespace Gramian.Models.Tests.Files;

/// <summary>Model files as they were written once: every later version must read them.</summary>
public sealed class GoldenFileTests
{
    // Sums of a few products of stored numbers; lanes of another width add in another order.
    private const double Tolerance = 1e-9;

    [Theory]
    [InlineData(
        "gp", ModelKind.GaussianProcess, new[] { 17.999942968267437, 13.331119159434781, 22.584745592881784 },
        new[] { 0.01792262619545616, 2.1562246915278394, 0.06952000875691866 })]
    [InlineData(
        "krr", ModelKind.KernelRidge, new[] { 17.352123774226047, 13.478625411685986, 22.084684933810482 },
        new[] { 5.888763211644724, 5.888763211644724, 5.888763211644724 })]
    public void A_file_of_version_1_0_predicts_what_it_always_did(
        string name, ModelKind kind, double[] means, double[] variances)
    {
        TrainedModel model = GramFile.Load(Path.Combine(AppContext.BaseDirectory, "Files", "Golden", $"{name}.gram"));
        Assert.Equal(kind, model.Kind);
        Assert.Equal("y", model.Pipeline.Target);
        var queries = new Table([
            new NumberColumn("size", [3, double.NaN, 8], "mm"),
            CategoryColumn.FromText("colour", ["green", "purple", "red"])]);
        Prediction prediction = model.Predict(queries).Prediction;
        for (int i = 0; i < means.Length; i++)
        {
            Assert.Equal(means[i], prediction.Mean[i], Tolerance * means[i]);
            Assert.Equal(variances[i], prediction.Variance[i], Tolerance * means[i]);
        }
    }

    // From before files of processes named their approximation: Laplace was the only one.
    [Fact]
    public void A_process_of_classes_that_names_no_approximation_predicts_what_it_always_did()
    {
        var model = (TableClassifier)GramFile.LoadAny(
            Path.Combine(AppContext.BaseDirectory, "Files", "Golden", "gpc.gram"));
        Assert.Equal(LatentInference.Laplace, ((ProcessClassModel)model.Classifier).Inference);
        var queries = new Table([
            new NumberColumn("size", [1, 3.1, 7], "mm"),
            CategoryColumn.FromText("colour", ["green", "red", "green"])]);
        double[][] expected =
        [
            [0.6330075489716666, 0.2990650568963189, 0.06792739413201494],
            [0.0681791515968151, 0.43651900008474454, 0.49530184831844126],
            [0.19449460347778347, 0.18144561401969886, 0.624059782502519],
        ];
        ClassPrediction prediction = model.Predict(queries).Prediction;
        for (int row = 0; row < expected.Length; row++)
        {
            for (int c = 0; c < 3; c++)
            {
                Assert.Equal(expected[row][c], prediction.Probabilities![row, c], 1e-8);
            }
        }
    }
}
