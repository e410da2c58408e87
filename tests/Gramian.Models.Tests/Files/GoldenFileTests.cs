using Gramian.Data;
using Gramian.Models.Files;

namespace Gramian.Models.Tests.Files;

/// <summary>Model files of version 1.0, as they were written once: every later version must read them.</summary>
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
}
