using Gramian.Data;
using Gramian.Models;
using Gramian.Numerics;
using Gramian.Reports;

namespace Gramian.Cli.Output;

/// <summary>Makes the report of a model that was just fitted.</summary>
internal static class ReportPage
{
    /// <summary>The page as text.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">The rows that it was fitted on.</param>
    /// <param name="table">The table as it was named on the command line.</param>
    /// <param name="modelFile">The model's file.</param>
    /// <param name="compute">Threads and cancellation.</param>
    public static string Of(
        TableModel model, Table rows, string table, OutputFile modelFile, ComputeOptions compute)
    {
        string data = table == TableSource.StandardInput ? "standard input" : Path.GetFileName(table);
        var origin = new ReportOrigin(data)
        {
            ModelFile = Path.GetFileName(modelFile.Path),
            References = [.. Citations.Of(model).Select(citation => Bibliography.Reference(citation.Entry))],
        };
        string kernel = Figures.Shortened(model.Kernel.ToString()); // the file has all digits
        return model is TableClassifier classifier
            ? ClassifierReport.Render(ClassifierReportData.From(classifier, origin, rows, compute) with
            {
                Kernel = kernel,
            })
            : RegressionReport.Render(RegressionReportData.From((TrainedModel)model, origin, compute) with
            {
                Kernel = kernel,
            });
    }
}
