using System.CommandLine;
using System.Text.Json.Nodes;
using Gramian.Cli.Arguments;
using Gramian.Cli.Output;
using Gramian.Cli.Shell;
using Gramian.Data;
using Gramian.Models;
using Gramian.Models.Selection;
using Gramian.Models.Tables;

namespace Gramian.Cli.Verbs;

/// <summary>Measures the predictions of a model against a table that has the target.</summary>
internal sealed class EvaluateVerb : Verb
{
    private readonly Argument<string> model;
    private readonly Argument<string> table;
    private readonly Option<string?> target;
    private readonly Option<ulong?> seed;
    private readonly TableFlags tableFlags = new();

    public EvaluateVerb()
        : base("evaluate", "Measure a model on a table that has the target: metrics with 95 % intervals.")
    {
        model = Takes(Flags.Path("MODEL", "The model file."));
        table = Takes(Flags.Path("TABLE", "The table; - for standard input."));
        target = Takes(Flags.Text("--target", "COL", "The column that was observed. Default: the model's target."));
        seed = Takes(Flags.Whole<ulong>("--seed", 0, ulong.MaxValue, "The seed of the intervals. Default: 0."));
        TakesAll(tableFlags.All);
    }

    protected override int Run(Session session)
    {
        TableModel trained = ModelSource.Load(session.Value(model));
        TableReadOptions options = trained.Pipeline.ReadOptions(tableFlags.Read(session));
        Table rows = TableSource.Read(session, session.Value(table), options);
        rows = WithTarget(rows, session.Value(target), trained.Pipeline);
        if (trained is TableClassifier classifier)
        {
            ClassificationReport found = session.Watch(
                "evaluating", compute => classifier.Evaluate(rows, session.Value(seed) ?? 0, compute));
            Show(session, trained, found.Rows, MetricText.AsJson(found), MetricText.AsJson(found.Intervals),
                $"{MetricText.Table(found.Metrics, found.Intervals)}\n\n{MetricText.Confusion(found)}",
                found.Classes.Names);
            return ExitCode.Ok;
        }

        MetricReport report = session.Watch(
            "evaluating", compute => ((TrainedModel)trained).Evaluate(rows, session.Value(seed) ?? 0, compute));
        Show(session, trained, report.Rows, MetricText.AsJson(report.Metrics), MetricText.AsJson(report.Intervals),
            MetricText.Table(report.Metrics, report.Intervals).ToString(), null);
        return ExitCode.Ok;
    }

    private static void Show(
        Session session, TableModel trained, int rows, JsonObject metrics, JsonObject intervals, string text,
        IReadOnlyList<string>? classes)
    {
        if (!session.Json)
        {
            session.Output.WriteLine(text);
            return;
        }

        var result = new JsonObject { ["rows"] = rows, ["target"] = trained.Pipeline.Target };
        if (classes is not null)
        {
            result["classes"] = Json.Texts(classes);
        }

        result["metrics"] = metrics;
        result["intervals"] = intervals;
        Json.Write(session.Output, result);
    }

    // The column may have another name than it had when the model was fitted.
    private static Table WithTarget(Table rows, string? named, FittedTablePipeline pipeline)
    {
        string wanted = pipeline.Target;
        if (named is null || rows[named].Name == wanted)
        {
            return rows;
        }

        Column chosen = rows[named];
        if (pipeline.Columns.Any(column => column.Name == chosen.Name))
        {
            throw RefusedException.Request(
                $"the column '{DataException.Show(chosen.Name)}' is an input of the model, whose target is "
                + $"'{DataException.Show(wanted)}'");
        }

        IEnumerable<Column> others = rows.Columns.Where(column => column != chosen && column.Name != wanted);
        return new Table([.. others, chosen.Rename(wanted, chosen.Unit)], rows.Source);
    }
}
