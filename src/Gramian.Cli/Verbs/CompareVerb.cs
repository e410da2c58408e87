using System.CommandLine;
using System.Text.Json.Nodes;
using Gramian.Cli.Arguments;
using Gramian.Cli.Output;
using Gramian.Cli.Shell;
using Gramian.Data;
using Gramian.Models;
using Gramian.Models.Selection;
using Gramian.Numerics;

namespace Gramian.Cli.Verbs;

/// <summary>Cross-validates several models on the same folds.</summary>
internal sealed class CompareVerb : Verb
{
    private const int UsualFolds = 5;
    private const int FewRows = 500;
    private const int ManyRows = 2000;
    private readonly Argument<string> table;
    private readonly Option<string?> target;
    private readonly Option<ModelChoice[]?> models;
    private readonly FitFlags fitFlags = new();
    private readonly TableFlags tableFlags = new();

    public CompareVerb()
        : base("compare", "Cross-validate several models on the same folds, best first, with paired differences.")
    {
        table = Takes(Flags.Path("TABLE", "The table; - for standard input."));
        target = Takes(Required(Flags.Text("--target", "COL", "The column to predict.")));
        models = Takes(Flags.Parsed<ModelChoice[]?>("--models", "M,…",
            $"The models: {string.Join(", ", ModelKindText.ShortNames)}, each alone or with a kernel, such as "
            + "gp:rbf(lengthscale=ard). Default: for numbers gp,krr, of many rows sgpr,nystrom; for classes "
            + "svm,logistic and, of few rows, gpc.", ModelChoice.ParseList));
        TakesAll(fitFlags.All);
        TakesAll(tableFlags.All);
    }

    protected override int Run(Session session)
    {
        FitOptions options = fitFlags.Options(session);
        options = options with { Folds = options.Folds == 0 ? UsualFolds : options.Folds };
        ModelChoice[] asked = session.Value(models) ?? [];
        foreach (ModelChoice choice in asked)
        {
            if ((options with { Model = choice.Kind, Kernel = choice.Kernel }).Conflict is { } conflict)
            {
                throw RefusedException.Usage(conflict);
            }
        }

        if (asked.Select(choice => choice.Kind.Task()).Distinct().Count() > 1)
        {
            throw RefusedException.Usage(
                "--models must all be for numbers or all be for classes ("
                + $"{string.Join(", ", ModelKindText.ShortNamesOf(ModelTask.Classification))})");
        }

        Table rows = TableSource.Read(session, session.Value(table), tableFlags.Read(session));
        FitOptions decided = TaskChoice.Decided(
            rows, session.Value(target)!, options with { Model = asked is [] ? null : asked[0].Kind },
            out string? reason);
        ModelChoice[] choices = asked is [] ? Usual(decided, rows.Rows) : asked;
        if (decided.Task == ModelTask.Classification)
        {
            ClassifierComparison classifiers = session.Watch(
                "comparing", compute => CompareClassifiers(session, rows, choices, options, compute));
            session.NoteIfAny(reason);
            ComparisonText.Show(session, classifiers, rows, options);
            return ExitCode.Ok;
        }

        ModelComparison comparison = session.Watch(
            "comparing", compute => Compare(session, rows, choices, options, compute));
        session.NoteIfAny(reason);
        if (session.Json)
        {
            Json.Write(session.Output, AsJson(comparison, rows, options));
        }
        else
        {
            Print(session, comparison, options);
        }

        return ExitCode.Ok;
    }

    // Of each task what suits the number of rows and the other options.
    private static ModelChoice[] Usual(FitOptions options, int rows)
    {
        ModelKind[] kinds = options.Task == ModelTask.Classification
            ? rows <= FewRows
                ? [ModelKind.SupportVectors, ModelKind.KernelLogistic, ModelKind.GaussianProcessClassifier]
                : [ModelKind.SupportVectors, ModelKind.KernelLogistic]
            : rows <= ManyRows
                ? [ModelKind.GaussianProcess, ModelKind.KernelRidge]
                : [ModelKind.SparseGaussianProcess, ModelKind.NystromRidge];
        ModelChoice[] choices =
        [
            .. kinds.Where(kind => (options with { Model = kind }).Conflict is null)
                .Select(kind => new ModelChoice(kind.ShortName(), kind, null)),
        ];
        return choices is []
            ? throw RefusedException.Usage("no usual model takes these options; name models that do with --models")
            : choices;
    }

    private ModelComparison Compare(
        Session session, Table rows, ModelChoice[] choices, FitOptions options, ComputeOptions compute)
    {
        var predictions = new List<(string Name, Prediction Prediction)>();
        double[] observed = [];
        foreach (ModelChoice choice in choices)
        {
            Validation validation = TrainedModel.CrossValidate(
                rows, session.Value(target)!, options with { Model = choice.Kind, Kernel = choice.Kernel },
                fitFlags.Compute(session, compute));
            predictions.Add((choice.Name, validation.Prediction));
            observed = validation.Observed;
        }

        return ModelComparison.Of(predictions, observed, options.Seed);
    }

    private ClassifierComparison CompareClassifiers(
        Session session, Table rows, ModelChoice[] choices, FitOptions options, ComputeOptions compute)
    {
        var predictions = new List<(string Name, ClassPrediction Prediction)>();
        int[] observed = [];
        foreach (ModelChoice choice in choices)
        {
            ClassValidation validation = TableClassifier.CrossValidate(
                rows, session.Value(target)!, options with { Model = choice.Kind, Kernel = choice.Kernel },
                fitFlags.Compute(session, compute));
            predictions.Add((choice.Name, validation.Prediction));
            observed = validation.Observed;
        }

        return ClassifierComparison.Of(predictions, observed, options.Seed);
    }

    private static JsonObject AsJson(ModelComparison comparison, Table rows, FitOptions options) => new()
    {
        ["rows"] = rows.Rows,
        ["folds"] = options.Folds,
        ["seed"] = options.Seed,
        ["models"] = new JsonArray([.. comparison.Models.Select(model => new JsonObject
        {
            ["model"] = model.Name,
            ["metrics"] = MetricText.AsJson(model.Report.Metrics),
            ["intervals"] = MetricText.AsJson(model.Report.Intervals),
            ["squared_error_excess"] = ComparisonText.AsJson(model.SquaredErrorExcess),
            ["nlpd_excess"] = ComparisonText.AsJson(model.NlpdExcess),
        })]),
    };

    private static void Print(Session session, ModelComparison comparison, FitOptions options)
    {
        var text = new TextTable("model", "rmse", "95 % interval", "nlpd", "coverage95", "mse excess", "95 % interval");
        foreach (ComparedModel model in comparison.Models)
        {
            RegressionMetrics metrics = model.Report.Metrics;
            (double lower, double upper) = model.Report.Intervals["rmse"];
            bool best = model == comparison.Models[0];
            text.Add(
                model.Name, Figures.Short(metrics.Rmse), Figures.Interval(lower, upper), Figures.Short(metrics.Nlpd),
                Figures.Short(metrics.Coverage95),
                best ? "best" : Figures.Short(model.SquaredErrorExcess.Mean),
                best ? "" : Figures.Interval(model.SquaredErrorExcess.Lower, model.SquaredErrorExcess.Upper));
        }

        session.Output.WriteLine(text);
        session.Note(FormattableString.Invariant(
            $"{options.Folds} folds, seed {options.Seed}; the excess is paired with the best model on the same rows"));
    }
}
