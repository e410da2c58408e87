using System.Text.Json.Nodes;
using Gramian.Cli.Shell;
using Gramian.Models;
using Gramian.Models.Planning;

namespace Gramian.Cli.Output;

/// <summary>
/// Represents what a fit tells the person: what was decided, how good it is, where it lies, what comes next.
/// </summary>
/// <param name="Model">The fitted model.</param>
/// <param name="ModelPath">Where it lies.</param>
/// <param name="ReportPath">Where its report lies, or null.</param>
/// <param name="LoadSeconds">The seconds of reading the table.</param>
/// <param name="TotalSeconds">The seconds of everything.</param>
internal sealed record FitResult(
    TableModel Model, string ModelPath, string? ReportPath, double LoadSeconds, double TotalSeconds)
{
    /// <summary>Prints it: the result on standard output, what was decided on the way on standard error.</summary>
    public void Print(Session session)
    {
        FitHistory history = Model.History!;
        foreach (string sentence in history.Notes.Sentences())
        {
            session.Note(sentence);
        }

        if (Model.Caution is string caution)
        {
            session.Note(caution);
        }

        if (ModelText.AtBounds(Model) is { Count: > 0 } bounds)
        {
            session.Note("hyperparameters stopped at their bounds: " + string.Join(", ", bounds));
        }

        if (session.Json)
        {
            Json.Write(session.Output, AsJson(session));
            return;
        }

        LabelledLines lines = ModelText.Describe(Model);
        Plan plan = history.Plan;
        lines.Add("predicted", $"{Figures.Bytes(plan.PredictedBytes)}, {Figures.Short(plan.PredictedSeconds)} s");
        lines.Add("seconds",
            $"load {Figures.Seconds(LoadSeconds)}, fit {Figures.Seconds(history.FitSeconds)}, validate "
            + $"{Figures.Seconds(history.ValidateSeconds)}, total {Figures.Seconds(TotalSeconds)}");
        lines.Add("files", ReportPath is null ? ModelPath : $"{ModelPath}, {ReportPath}");
        session.Output.WriteLine(lines);
        session.Note($"next: gramian predict {Quoted(ModelPath)} NEW.csv");
    }

    private JsonObject AsJson(Session session)
    {
        FitHistory history = Model.History!;
        JsonObject result = ModelText.Card(Model, ModelPath);
        result["report_file"] = ReportPath;
        result["threads"] = session.Compute.Threads;
        result["predicted"] = new JsonObject
        {
            ["method"] = history.Plan.Method,
            ["bytes"] = history.Plan.PredictedBytes,
            ["seconds"] = Json.Number(history.Plan.PredictedSeconds),
        };
        result["seconds"] = new JsonObject
        {
            ["load"] = Json.Number(LoadSeconds),
            ["fit"] = Json.Number(history.FitSeconds),
            ["validate"] = Json.Number(history.ValidateSeconds),
            ["total"] = Json.Number(TotalSeconds),
        };
        return result;
    }

    private static string Quoted(string path) =>
        path.AsSpan().IndexOfAny(" '\"$&;()*?<>|\\") < 0
            ? path
            : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
