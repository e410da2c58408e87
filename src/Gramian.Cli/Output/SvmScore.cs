using System.Globalization;
using System.Text.Json.Nodes;
using Gramian.Cli.Shell;

namespace Gramian.Cli.Output;

/// <summary>How well predictions agree with what was observed, in LIBSVM's words.</summary>
internal sealed record SvmScore(
    bool IsClassification, int Hits, int Rows, double MeanSquare, double SquaredCorrelation)
{
    private double Percent => 100.0 * Hits / Rows;

    public void PrintValidation(Session session) => Print(session, IsClassification
        ? $"Cross Validation Accuracy = {SvmText.G(Percent)}%\n"
        : $"Cross Validation Mean squared error = {SvmText.G(MeanSquare)}\n"
            + $"Cross Validation Squared correlation coefficient = {SvmText.G(SquaredCorrelation)}\n");

    public void PrintPrediction(Session session) => Print(session, IsClassification
        ? string.Create(CultureInfo.InvariantCulture,
            $"Accuracy = {SvmText.G(Percent)}% ({Hits}/{Rows}) (classification)\n")
        : $"Mean squared error = {SvmText.G(MeanSquare)} (regression)\n"
            + $"Squared correlation coefficient = {SvmText.G(SquaredCorrelation)} (regression)\n");

    private void Print(Session session, string text)
    {
        if (!session.Json)
        {
            session.Output.Write(text);
            return;
        }

        Json.Write(session.Output, IsClassification
            ? new JsonObject { ["rows"] = Rows, ["accuracy"] = Json.Number((double)Hits / Rows) }
            : new JsonObject
            {
                ["rows"] = Rows,
                ["mean_squared_error"] = Json.Number(MeanSquare),
                ["squared_correlation"] = Json.Number(SquaredCorrelation),
            });
    }
}
