using System.CommandLine;
using System.Text.Json.Nodes;
using Gramian.Cli.Arguments;
using Gramian.Cli.Output;
using Gramian.Cli.Shell;
using Gramian.Data;
using Gramian.Models;
using Gramian.Models.Tables;

namespace Gramian.Cli.Verbs;

/// <summary>Predicts the target of every row of a table.</summary>
internal sealed class PredictVerb : Verb
{
    private const double UsualInterval = 0.95;
    private readonly Argument<string> model;
    private readonly Argument<string> table;
    private readonly Option<double?> interval;
    private readonly Option<string[]?> keep;
    private readonly Option<bool> latent;
    private readonly Option<string?> output;
    private readonly TableFlags tableFlags = new();

    public PredictVerb()
        : base("predict", "Predict every row of a table: CSV on standard output, in the order of the rows.")
    {
        model = Takes(Flags.Path("MODEL", "The model file."));
        table = Takes(Flags.Path("TABLE", "The table; - for standard input."));
        interval = Takes(Flags.Number("--interval",
            "The probability of the interval from lower to upper. Default: 0.95.",
            value => value is > 0 and < 1, "must be a number between 0 and 1"));
        keep = Takes(Flags.Parsed<string[]?>("--keep", "COL,…", "Columns of the table to copy in front.",
            NameList.Parse));
        latent = Takes(Flags.Switch("--latent", "Deviation and interval of the function, without the noise."));
        output = Takes(Flags.Output("The file to write instead of standard output."));
        TakesAll(tableFlags.All);
    }

    protected override int Run(Session session)
    {
        OutputFile? file = session.Value(output) is string path
            ? new OutputFile(path, PredictionText.IsPredictions)
            : null;
        file?.Check();
        TableModel trained = ModelSource.Load(session.Value(model));
        Table rows = TableSource.Read(
            session, session.Value(table), trained.Pipeline.ReadOptions(tableFlags.Read(session)));
        (Table made, EncodingNotes notes, double? probability) = trained is TableClassifier classifier
            ? Classes(session, classifier, rows)
            : Numbers(session, (TrainedModel)trained, rows);
        foreach (string sentence in notes.Sentences())
        {
            session.Note(sentence);
        }

        Action<TextWriter> write = session.Json
            ? writer => Json.Write(writer, AsJson(made, probability))
            : writer => PredictionText.Write(made, writer);
        if (file is null)
        {
            write(session.Output);
        }
        else
        {
            file.WriteText(write);
        }

        return ExitCode.Ok;
    }

    private (Table Made, EncodingNotes Notes, double? Probability) Numbers(
        Session session, TrainedModel trained, Table rows)
    {
        TablePrediction predicted = session.Watch("predicting", compute => trained.Predict(rows, compute));
        double probability = session.Value(interval) ?? UsualInterval;
        Table made = predicted.ToTable(probability, Kind(session, trained), session.Value(keep));
        return (made, predicted.Notes, probability);
    }

    private (Table Made, EncodingNotes Notes, double? Probability) Classes(
        Session session, TableClassifier trained, Table rows)
    {
        if (session.Value(latent) || session.Value(interval) is not null)
        {
            throw RefusedException.Request(
                "--latent and --interval are for models of numbers, but this one predicts classes with probabilities");
        }

        TableClassPrediction predicted = session.Watch("predicting", compute => trained.Predict(rows, compute));
        return (predicted.ToTable(session.Value(keep)), predicted.Notes, null);
    }

    private IntervalKind Kind(Session session, TrainedModel trained)
    {
        if (!session.Value(latent))
        {
            return IntervalKind.Observation;
        }

        return trained.Kind.IsProcess()
            ? IntervalKind.Latent
            : throw RefusedException.Request(
                "--latent needs a Gaussian process: kernel ridge regression knows no uncertainty of its function");
    }

    private static JsonObject AsJson(Table made, double? probability)
    {
        var result = new JsonObject { ["rows"] = made.Rows };
        if (probability is { } interval)
        {
            result["interval"] = interval;
        }

        foreach (Column column in made.Columns)
        {
            result[column.Name] = column is NumberColumn numbers
                ? Json.Numbers(numbers.Values.ToArray())
                : Json.Texts(Enumerable.Range(0, column.Rows).Select(column.Format));
        }

        return result;
    }
}
