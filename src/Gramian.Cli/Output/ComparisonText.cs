using System.Text.Json.Nodes;
using Gramian.Cli.Shell;
using Gramian.Data;
using Gramian.Models;
using Gramian.Models.Selection;

namespace Gramian.Cli.Output;

/// <summary>Shows compared classifiers to people and to programs.</summary>
internal static class ComparisonText
{
    public static void Show(Session session, ClassifierComparison comparison, Table rows, FitOptions options)
    {
        if (session.Json)
        {
            Json.Write(session.Output, AsJson(comparison, rows, options));
            return;
        }

        var text = new TextTable(
            "model", "log_loss", "95 % interval", "accuracy", "ece", "log_loss excess", "95 % interval",
            "error excess", "95 % interval");
        foreach (ComparedClassifier model in comparison.Models)
        {
            ClassificationMetrics metrics = model.Report.Metrics;
            (double lower, double upper) = model.Report.Intervals["log_loss"];
            bool best = model == comparison.Models[0];
            text.Add(
                model.Name, Figures.Short(metrics.LogLoss), Figures.Interval(lower, upper),
                Figures.Short(metrics.Accuracy), Figures.Short(metrics.Ece),
                best ? "best" : Figures.Short(model.LogLossExcess.Mean), best ? "" : Interval(model.LogLossExcess),
                best ? "" : Figures.Short(model.ErrorExcess.Mean), best ? "" : Interval(model.ErrorExcess));
        }

        session.Output.WriteLine(text);
        session.Note(FormattableString.Invariant(
            $"{options.Folds} folds, seed {options.Seed}; the excess is paired with the best model on the same rows"));
    }

    public static JsonObject AsJson(PairedDifference difference) => new()
    {
        ["mean"] = Json.Number(difference.Mean),
        ["interval"] = Json.Numbers([difference.Lower, difference.Upper]),
        ["clear"] = difference.IsClear,
    };

    private static JsonObject AsJson(ClassifierComparison comparison, Table rows, FitOptions options) => new()
    {
        ["rows"] = rows.Rows,
        ["folds"] = options.Folds,
        ["seed"] = options.Seed,
        ["classes"] = Json.Texts(comparison.Models[0].Report.Classes.Names),
        ["models"] = new JsonArray([.. comparison.Models.Select(model => new JsonObject
        {
            ["model"] = model.Name,
            ["metrics"] = MetricText.AsJson(model.Report),
            ["intervals"] = MetricText.AsJson(model.Report.Intervals),
            ["log_loss_excess"] = AsJson(model.LogLossExcess),
            ["error_excess"] = AsJson(model.ErrorExcess),
        })]),
    };

    private static string Interval(PairedDifference difference) => Figures.Interval(difference.Lower, difference.Upper);
}
