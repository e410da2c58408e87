using System.Xml.Linq;
using Gramian.Data;
using Gramian.Models;

namespace Gramian.Reports.Tests.Reading;

public sealed class ModelReadingTests
{
    [Theory]
    [InlineData(ModelKind.GaussianProcess)]
    [InlineData(ModelKind.KernelRidge)]
    public void Reports_a_model_of_numbers_and_categories(ModelKind kind)
    {
        double[] x = [.. Enumerable.Range(0, 30).Select(i => i / 3.0)];
        string path = Path.ChangeExtension(Path.GetTempFileName(), ".csv");
        try
        {
            File.WriteAllLines(path, ["x [m],colour,y [kg]", .. x.Select((v, i) => FormattableString.Invariant(
                $"{v},{(i % 2 == 0 ? "red" : "<blue>")},{Math.Sin(v) + (i % 2) + (0.01 * (i % 7))}"))]);
            TrainedModel model = TrainedModel.Fit(Table.Read(path), "y", new FitOptions { Model = kind, Restarts = 0 });
            string page = RegressionReport.Render(
                RegressionReportData.From(model, new ReportOrigin("<t>.csv") { ModelFile = "m.gram" }));
            string[] titles = [.. XDocument.Parse(page.Replace("<!DOCTYPE html>\n", "", StringComparison.Ordinal))
                .Descendants("h3").Select(h => h.Value)];
            Assert.Contains("Effect of x", titles);
            Assert.Contains("Effect of colour", titles);
            Assert.Contains("Gram matrix", titles);
            Assert.Contains(kind == ModelKind.KernelRidge ? "Path of the ridge" : "Course of the optimisation", titles);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    [Trait("Speed", "Slow")] // fits 768 rows
    public void Reports_the_energy_table_below_400_kB()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "../../../../data/energy.csv");
        Assert.SkipUnless(File.Exists(path), "data/energy.csv is not beside the sources.");
        TrainedModel model = TrainedModel.Fit(Table.Read(path), "heating_load", new FitOptions { Restarts = 0 });
        var origin = new ReportOrigin("energy.csv")
        {
            ModelFile = "energy.gram",
            Command = "gramian fit energy.csv --target heating_load"
        };
        RegressionReportData data = RegressionReportData.From(model, origin);
        Assert.InRange(RegressionReport.Render(data).Length, 50_000, 400_000);
        if (Environment.GetEnvironmentVariable("GRAMIAN_KEEP_REPORTS") is { Length: > 0 } folder)
        {
            RegressionReport.Write(Path.Combine(folder, "energy.html"), data);
            File.WriteAllText(Path.Combine(folder, "predicted-against-actual.svg"),
                Gramian.Reports.Plots.PredictedVersusActual
                .Draw(data.Predictions!, data.Target, data.TargetUnit).Drawing.ToSvgFile());
        }
    }
}
