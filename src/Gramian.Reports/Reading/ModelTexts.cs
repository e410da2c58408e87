using System.Globalization;
using Gramian.Models;
using Gramian.Models.Selection;
using Gramian.Models.TableClasses;
using Gramian.Models.Tables;
using Gramian.Reports.Html;
using Gramian.Reports.Markup;

namespace Gramian.Reports.Reading;

/// <summary>Puts what a fitted model knows about itself into words.</summary>
/// <param name="model">The model.</param>
/// <param name="method">How it was validated; empty for not at all.</param>
/// <param name="origin">Where it comes from.</param>
internal sealed class ModelTexts(TableModel model, string method, ReportOrigin origin)
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;
    private const string TunedInside = ", tuned inside each fold";
    private readonly IKernelRegressor? regressor = (model as TrainedModel)?.Regressor;
    private readonly IKernelClassifier? classifier = (model as TableClassifier)?.Classifier;

    public string ModelName => model.Kind.Title();

    public string Kernel => model.Kernel.ToString();

    public string ValidationName => method switch
    {
        "" => "",
        "leave-one-out" => "leave-one-out in closed form, at the fitted hyperparameters",
        var held when held.StartsWith("hold-out", StringComparison.Ordinal) => held + ", none of which was fitted",
        var tuned when tuned.EndsWith(TunedInside, StringComparison.Ordinal) =>
            tuned[..^TunedInside.Length] + " cross-validation, everything tuned and fitted anew in each fold",
        var folds => folds + " cross-validation, everything fitted anew in each fold",
    };

    public IReadOnlyList<MetricCard> Metrics(Validation? validation)
    {
        RegressionMetrics? metrics = validation?.Report.Metrics ?? model.Card.Metrics;
        if (metrics is not { } found)
        {
            return [];
        }

        var intervals = validation?.Report.Intervals ?? model.Card.Intervals;
        string? unit = model.Pipeline.TargetUnit;
        return
        [
            Card("rmse", "RMSE", unit, "typical error", 1), Card("mae", "MAE", unit, "mean absolute error", 1),
            Card("r2", "R²", null, "share of variance explained", 1),
            Card("nlpd", "NLPD", "nats", "mean negative log density; smaller is better", 1),
            Card("coverage95", "Coverage", "%", "of 95 % intervals", 100),
            Card("width95", "Width", unit, "of 95 % intervals, mean", 1),
        ];

        MetricCard Card(string key, string name, string? cardUnit, string note, double factor)
        {
            (double lower, double upper) = intervals.TryGetValue(key, out var ends) ? ends : (double.NaN, double.NaN);
            return new MetricCard(name, factor * found[key], factor * lower, factor * upper, cardUnit, note);
        }
    }

    public IReadOnlyList<ReportFact> Decisions()
    {
        List<ReportFact> facts = [new ReportFact("method", ModelName, model.Card.Plan)];
        if (model.History is { } history)
        {
            facts.Add(new ReportFact("predicted cost", string.Create(Culture,
                $"{NumberText.Human(history.Plan.PredictedBytes / 1e6, 3)} "
                    + $"MB, {NumberText.Human(history.Plan.PredictedSeconds, 2)} s"),
                string.Create(Culture,
                    $"The fit took {history.FitSeconds:0.0} s, the validation {history.ValidateSeconds:0.0} s.")));
        }

        string search = model.Card.KernelSearch ?? model.Kind switch
        {
            _ when classifier is not null => "Its hyperparameters were found from the training rows.",
            ModelKind.KernelRidge => "Its ridge has the smallest leave-one-out error of a path.",
            ModelKind.NystromRidge => "Its lengthscales and ridge lower the error on held-out training rows.",
            ModelKind.VecchiaProcess => "Its hyperparameters maximise the likelihood of rows given their neighbours.",
            ModelKind.GridProcess => "Its hyperparameters maximise the marginal likelihood, exactly on all rows.",
            ModelKind.FourierProcess => "Its hyperparameters maximise the exact likelihood of drawn rows.",
            ModelKind.SparseGaussianProcess or ModelKind.StochasticGaussianProcess =>
                "Its hyperparameters maximise a lower bound of the marginal likelihood.",
            ModelKind.IterativeGaussianProcess =>
                "Its hyperparameters maximise an estimate of the marginal likelihood.",
            _ => "Its hyperparameters maximise the marginal likelihood (type II).",
        };
        facts.Add(new ReportFact("kernel", "on standardised inputs", search));
        if (classifier is not null)
        {
            facts.Add(new ReportFact("settings", classifier.Settings));
            if (classifier is CalibratedClassModel calibrated)
            {
                facts.Add(new ReportFact("calibration", calibrated.Description));
            }

            if (model is TableClassifier { Classes: var classes, Card.ClassWeights: { } weights })
            {
                facts.Add(new ReportFact("weights of classes", string.Join(", ", classes.Names.Zip(
                    weights, (name, weight) => $"{name} {NumberText.Human(weight, 4)}"))));
            }
        }

        facts.AddRange(Inputs());
        if (model.History?.Notes is { } notes)
        {
            if (notes.Unused.Count > 0)
            {
                facts.Add(new ReportFact("columns not used", string.Join(", ", notes.Unused)));
            }

            facts.AddRange(notes.Sentences().Select(sentence => new ReportFact("note", sentence)));
        }

        facts.Add(new ReportFact("validation", ValidationName.Length == 0 ? "none" : ValidationName,
            ValidationName.Length == 0 ? "There are too few rows." : ""));
        return facts;
    }

    private IEnumerable<ReportFact> Inputs()
    {
        IReadOnlyList<ColumnEncoding> columns = model.Pipeline.Columns;
        yield return new ReportFact("inputs", string.Join(", ", columns.Select(column => column.Name)),
            $"{Count(columns.Count, "column")} became {Count(model.Pipeline.Features.Count, "feature")}; numbers have "
            + "mean 0 and deviation 1.");
        string constant = string.Join(", ", columns.Where(c => c.Features.Count == 0).Select(c => c.Name));
        if (constant.Length > 0)
        {
            yield return new ReportFact("the same in all rows", constant, "What does not vary is not used.");
        }
    }

    private static string Count(int count, string what) => string.Create(
        Culture, $"{count} {what}{(count == 1 ? "" : "s")}");

    public IReadOnlyList<string> Warnings()
    {
        var warnings = new List<string>();
        var certificate = model.Card.Certificate;
        if (!certificate.Converged)
        {
            warnings.Add("The solve did not reach its tolerance. " + certificate.Remedy);
        }

        if (certificate.Jitter > 0)
        {
            warnings.Add($"Jitter of {NumberText.Human(certificate.Jitter, 3)} was added to the diagonal to make "
                + $"the system "
                + "solvable: rows may be doubled, or the noise very small.");
        }

        IReadOnlyList<string> atBounds = regressor?.AtBounds ?? classifier?.AtBounds ?? [];
        if (atBounds.Count > 0)
        {
            warnings.Add("Hyperparameters stopped at their bounds: " + string.Join(", ", atBounds) + ".");
        }

        if ((regressor?.Search ?? classifier?.Search) is { Converged: false } stopped)
        {
            warnings.Add("The search for hyperparameters did not converge: " + stopped.Message);
        }

        return warnings;
    }

    public IReadOnlyList<ReportFact> Certificate()
    {
        var certificate = model.Card.Certificate;
        List<ReportFact> facts =
        [
            new ReportFact("method", $"{certificate.Method}, {certificate.NumberType}",
                certificate.Library == "Gramian" ? "" : "dense arithmetic of " + certificate.Library),
            new ReportFact("converged", certificate.Converged ? "yes" : "no", certificate.Remedy ?? ""),
            new ReportFact("relative residual", NumberText.Human(certificate.AchievedResidual, 3),
                certificate.RequestedTolerance > 0 ? "asked for: " + NumberText.Human(certificate.RequestedTolerance,
                    3) : ""),
            new ReportFact("jitter", certificate.Jitter == 0 ? "none" : NumberText.Human(certificate.Jitter, 3),
                certificate.Jitter == 0 ? "" : NumberText.Human(certificate.JitterRelative, 3)
                    + " of the mean diagonal"),
            new ReportFact("condition estimate", NumberText.Human(certificate.ConditionEstimate, 3)),
        ];
        if (!double.IsNaN(certificate.DualityGap))
        {
            facts.Add(new ReportFact("duality gap", NumberText.Human(certificate.DualityGap, 3),
                "how far the minimised function can still be from its minimum"));
        }

        if (certificate.Iterations > 0)
        {
            facts.Add(new ReportFact("iterations", NumberText.Whole(certificate.Iterations)));
        }

        if (regressor?.LogEvidence is double evidence)
        {
            facts.Add(new ReportFact(
                model.Kind is ModelKind.SparseGaussianProcess or ModelKind.StochasticGaussianProcess
                    ? "bound of the log likelihood" : "log marginal likelihood",
                NumberText.Human(evidence, 6) + " nats", "of the standardised target"));
        }

        if ((regressor?.Search ?? classifier?.Search) is { } search)
        {
            facts.Add(new ReportFact("hyperparameter search", string.Create(Culture,
                $"{search.Iterations} iterations, {search.Evaluations} evaluations"), search.Message));
        }

        return facts;
    }

    public IReadOnlyList<ReportFact> Reproduction() =>
    [
        new ReportFact("version", $"Gramian {model.Card.LibraryVersion}, .NET {model.Card.RuntimeVersion}, "
            + model.Card.VectorBits.ToString(Culture) + "-bit vectors"),
        new ReportFact("data", $"{NumberText.Whole(model.Card.Rows)} rows × {model.Card.TableColumns} columns",
            "SHA-256 of names, types and values: " + model.Card.DataSha256),
        new ReportFact("training rows in the model", model.Card.ContainsTrainingRows ? "yes" : "no",
            model.Card.ContainsTrainingRows ? "Whoever has the model file can read the rows it was fitted on." : ""),
    ];

    public IReadOnlyList<string> NextCommands() => origin.ModelFile.Length == 0
        ? []
        :
        [
            $"gramian predict {origin.ModelFile} new.csv{(classifier is null ? " --interval 0.95" : "")} "
                + "> predictions.csv",
            $"gramian evaluate {origin.ModelFile} test.csv --target {model.Pipeline.Target}",
            $"gramian inspect {origin.ModelFile}",
        ];
}
