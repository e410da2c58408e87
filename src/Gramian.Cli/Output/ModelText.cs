using System.Text.Json.Nodes;
using Gramian.Data;
using Gramian.Models;
using Gramian.Models.Selection;
using Gramian.Models.SupportVectors.Libsvm;
using Gramian.Models.TableClasses;
using Gramian.Models.Tables;
using Gramian.Solvers;

namespace Gramian.Cli.Output;

/// <summary>Shows a fitted model to people and to programs.</summary>
internal static class ModelText
{
    private const int ShownColumns = 12;

    /// <summary>The lines that describe a model, whether it was just fitted or loaded.</summary>
    public static LabelledLines Describe(TableModel model)
    {
        ModelCard card = model.Card;
        FittedTablePipeline pipeline = model.Pipeline;
        var lines = new LabelledLines();
        lines.Add("target", $"{WithUnit(pipeline.Target, pipeline.TargetUnit)}, {Target(model)}: {TaskName(model)}");
        lines.Add("inputs", Inputs(pipeline, card.Rows));
        lines.Add("plan", card.Plan);
        if (card.KernelSearch is string search)
        {
            lines.Add("search", Figures.Shortened(search));
        }

        lines.Add("model", model.Kind.ShortName());
        lines.Add("kernel", $"{Figures.Shortened(model.Kernel.ToString())} on standardised inputs");
        if (model is TrainedModel regression)
        {
            lines.Add("noise", Noise(regression));
        }
        else if (model is TableClassifier classifier)
        {
            lines.Add("settings", Figures.Shortened(classifier.Classifier.Settings));
            if (classifier.Classifier is CalibratedClassModel calibrated)
            {
                lines.Add("calibration", calibrated.Description + Before(classifier));
            }

            if (card.ClassWeights is { } weights)
            {
                lines.Add("weights", Figures.Shortened(string.Join(", ", classifier.Classes.Names.Zip(
                    weights, (name, weight) => $"{DataException.Show(name)} {Figures.Short(weight)}"))));
            }
        }

        if (AtBounds(model) is { Count: > 0 } bounds)
        {
            lines.Add("at bounds", string.Join(", ", bounds));
        }

        lines.Add("validation", Validation(card));
        lines.Add("solve", card.ValidationMethod == LibsvmImport.Validation
            ? "not known: the model was imported"
            : card.Certificate.ToString());
        lines.Add("seed", FormattableString.Invariant($"{card.Seed}"));
        lines.Add("data", $"sha256 {card.DataSha256}; the model file "
            + (card.ContainsTrainingRows ? "contains training rows" : "contains no training rows"));
        lines.Add("made by", FormattableString.Invariant(
            $"gramian {card.LibraryVersion}, .NET {card.RuntimeVersion}, lanes of {card.VectorBits} bits"));
        return lines;
    }

    /// <summary>What the lines say, for programs.</summary>
    public static JsonObject Card(TableModel model, string path)
    {
        ModelCard card = model.Card;
        var result = new JsonObject
        {
            ["task"] = TaskName(model),
            ["model"] = model.Kind.ShortName(),
            ["kernel"] = model.Kernel.ToString(),
            ["plan"] = card.Plan,
            ["kernel_search"] = card.KernelSearch,
            ["rows"] = card.Rows,
            ["features"] = model.Pipeline.Features.Count,
            ["target"] = Column(model.Pipeline.Target, model.Pipeline.TargetUnit,
                model.Pipeline.Classes?.Type ?? ColumnType.Number),
            ["columns"] = new JsonArray([.. model.Pipeline.Columns.Select(c => Column(c.Name, c.Unit, c.Type))]),
            ["validation"] = card.ValidationMethod,
            ["metrics"] = new JsonObject
            {
                ["cv"] = card.Metrics is { } numbers ? MetricText.AsJson(numbers)
                    : (model as TableClassifier)?.Validation is { } validation ? MetricText.AsJson(validation.Report)
                    : card.ClassMetrics is { } classes ? MetricText.AsJson(classes)
                    : null,
            },
            ["intervals"] = new JsonObject { ["cv"] = MetricText.AsJson(card.Intervals) },
            ["certificate"] = Certificate(card.Certificate),
            ["at_bounds"] = Json.Texts(AtBounds(model)),
            ["seed"] = card.Seed,
            ["data_sha256"] = card.DataSha256,
            ["contains_training_rows"] = card.ContainsTrainingRows,
            ["library_version"] = card.LibraryVersion,
            ["runtime_version"] = card.RuntimeVersion,
            ["vector_bits"] = card.VectorBits,
            ["model_file"] = path,
        };
        if (model is TrainedModel trained)
        {
            result["noise_standard_deviation"] = NoiseDeviation(trained) is double noise ? Json.Number(noise) : null;
        }
        else if (model is TableClassifier classifier)
        {
            result["classes"] = Json.Texts(classifier.Classes.Names);
            result["settings"] = classifier.Classifier.Settings;
            result["calibration"] =
                (classifier.Classifier as CalibratedClassModel)?.Method.ToString().ToLowerInvariant();
            result["uncalibrated"] = Uncalibrated(classifier) is { } before
                ? new JsonObject { ["log_loss"] = Json.Number(before.LogLoss), ["ece"] = Json.Number(before.Ece) }
                : null;
            result["class_weights"] = card.ClassWeights is { } weights ? Json.Numbers([.. weights]) : null;
        }

        return result;
    }

    /// <summary>The hyperparameters that the search left on a bound.</summary>
    public static IReadOnlyList<string> AtBounds(TableModel model) =>
        (model as TrainedModel)?.Regressor.AtBounds ?? (model as TableClassifier)?.Classifier.AtBounds ?? [];

    // What calibration did is known of a fit alone: the card keeps the figures after it.
    private static ClassificationMetrics? Uncalibrated(TableClassifier model) =>
        model.Validation is { Uncalibrated: { } before } validation
            ? ClassificationMetrics.Measure(before, validation.Observed)
            : null;

    private static string Before(TableClassifier model) => Uncalibrated(model) is { } before
        ? $"; before it log_loss {Figures.Short(before.LogLoss)}, ece {Figures.Short(before.Ece)} on the same rows"
        : "";

    private static string TaskName(TableModel model) => model.Task.ToString().ToLowerInvariant();

    private static string Target(TableModel model)
    {
        if (model.Pipeline.Classes is not { } classes)
        {
            return "a number";
        }

        IEnumerable<string> shown = classes.Names.Take(ShownColumns).Select(name => DataException.Show(name));
        string more = classes.Count > ShownColumns ? ", …" : "";
        return FormattableString.Invariant($"{classes.Count} classes ({string.Join(", ", shown)}{more})");
    }

    private static string Inputs(FittedTablePipeline pipeline, int rows)
    {
        IEnumerable<string> shown = pipeline.Columns.Take(ShownColumns)
            .Select(column => $"{WithUnit(column.Name, column.Unit)} ({TypeName(column.Type)}"
                + (column.Features.Count > 0 ? ")" : ", the same in all rows, not used)"));
        string more = pipeline.Columns.Count > ShownColumns ? ", …" : "";
        return FormattableString.Invariant(
            $"{Count(rows, "row")}, {Count(pipeline.Columns.Count, "column")}, ")
            + $"{Count(pipeline.Features.Count, "feature")}: "
            + string.Join(", ", shown) + more;
    }

    private static string Count(int count, string what) =>
        FormattableString.Invariant($"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Noise(TrainedModel model) =>
        NoiseDeviation(model) is null && !model.Kind.IsFitted() ? "not known"
        : NoiseDeviation(model) is double noise
            ? $"standard deviation {Figures.Short(noise)} {model.Pipeline.TargetUnit}".TrimEnd()
            : $"estimated from errors of the training rows ({Figures.Shortened(model.Regressor.ToString()!)})";

    // The model sees a standardised target; people think in its unit.
    private static double? NoiseDeviation(TrainedModel model) =>
        model.Regressor.NoiseLevel is double variance
            ? Math.Sqrt(variance) * model.Pipeline.TargetScaling.Scale
            : null;

    private static string Validation(ModelCard card)
    {
        if (card.ValidationMethod == LibsvmImport.Validation)
        {
            return "not known: the model was imported";
        }

        if (card.Metrics is null && card.ClassMetrics is null)
        {
            return $"{card.ValidationMethod}: too few rows to measure";
        }

        IReadOnlyList<string> names = card.Metrics is null ? ClassificationMetrics.Names : RegressionMetrics.Names;
        IEnumerable<string> parts = names.Select(name =>
            $"{name} {Figures.Short(card.Metrics?[name] ?? card.ClassMetrics!.Value[name])}"
            + (card.Intervals.TryGetValue(name, out (double Lower, double Upper) ends)
                ? " " + Figures.Interval(ends.Lower, ends.Upper)
                : ""));
        return $"{card.ValidationMethod}, with 95 % intervals: {string.Join(", ", parts)}";
    }

    private static JsonObject Certificate(Certificate certificate) => new()
    {
        ["method"] = certificate.Method,
        ["library"] = certificate.Library,
        ["iterations"] = certificate.Iterations,
        ["requested_tolerance"] = Json.Number(certificate.RequestedTolerance),
        ["achieved_residual"] = Json.Number(certificate.AchievedResidual),
        ["duality_gap"] = Json.Number(certificate.DualityGap),
        ["jitter"] = Json.Number(certificate.Jitter),
        ["jitter_relative"] = Json.Number(certificate.JitterRelative),
        ["condition_estimate"] = Json.Number(certificate.ConditionEstimate),
        ["number_type"] = certificate.NumberType,
        ["converged"] = certificate.Converged,
        ["remedy"] = certificate.Remedy,
    };

    private static JsonObject Column(string name, string? unit, ColumnType type) =>
        new() { ["name"] = name, ["unit"] = unit, ["type"] = TypeName(type) };

    private static string TypeName(ColumnType type) => type.ToString().ToLowerInvariant();

    private static string WithUnit(string text, string? unit) => unit is null ? text : $"{text} [{unit}]";
}
