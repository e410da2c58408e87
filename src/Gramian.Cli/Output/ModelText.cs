using System.Text.Json.Nodes;
using Gramian.Data;
using Gramian.Models;
using Gramian.Models.Selection;
using Gramian.Models.Tables;
using Gramian.Solvers;

namespace Gramian.Cli.Output;

/// <summary>Shows a fitted model to people and to programs.</summary>
internal static class ModelText
{
    private const int ShownColumns = 12;
    private const string Task = "regression";

    /// <summary>The lines that describe a model, whether it was just fitted or loaded.</summary>
    public static LabelledLines Describe(TrainedModel model)
    {
        ModelCard card = model.Card;
        FittedTablePipeline pipeline = model.Pipeline;
        var lines = new LabelledLines();
        lines.Add("target", $"{WithUnit(pipeline.Target, pipeline.TargetUnit)}, a number: {Task}");
        lines.Add("inputs", Inputs(pipeline, card.Rows));
        lines.Add("plan", card.Plan);
        if (card.KernelSearch is string search)
        {
            lines.Add("search", search);
        }

        lines.Add("model", model.Kind.ShortName());
        lines.Add("kernel", $"{Figures.Shortened(model.Kernel.ToString())} on standardised inputs");
        lines.Add("noise", Noise(model));
        lines.Add("validation", Validation(card));
        lines.Add("solve", Solve(card.Certificate));
        lines.Add("seed", FormattableString.Invariant($"{card.Seed}"));
        lines.Add("data", $"sha256 {card.DataSha256}; the model file "
            + (card.ContainsTrainingRows ? "contains training rows" : "contains no training rows"));
        lines.Add("made by", FormattableString.Invariant(
            $"gramian {card.LibraryVersion}, .NET {card.RuntimeVersion}, lanes of {card.VectorBits} bits"));
        return lines;
    }

    /// <summary>What the lines say, for programs.</summary>
    public static JsonObject Card(TrainedModel model, string path)
    {
        ModelCard card = model.Card;
        return new JsonObject
        {
            ["task"] = Task,
            ["model"] = model.Kind.ShortName(),
            ["kernel"] = model.Kernel.ToString(),
            ["noise_standard_deviation"] = NoiseDeviation(model) is double noise ? Json.Number(noise) : null,
            ["plan"] = card.Plan,
            ["kernel_search"] = card.KernelSearch,
            ["rows"] = card.Rows,
            ["features"] = model.Pipeline.Features.Count,
            ["target"] = Column(model.Pipeline.Target, model.Pipeline.TargetUnit, ColumnType.Number),
            ["columns"] = new JsonArray([.. model.Pipeline.Columns.Select(c => Column(c.Name, c.Unit, c.Type))]),
            ["validation"] = card.ValidationMethod,
            ["metrics"] = new JsonObject
            {
                ["cv"] = card.Metrics is RegressionMetrics metrics ? MetricText.AsJson(metrics) : null,
            },
            ["intervals"] = new JsonObject { ["cv"] = MetricText.AsJson(card.Intervals) },
            ["certificate"] = Certificate(card.Certificate),
            ["seed"] = card.Seed,
            ["data_sha256"] = card.DataSha256,
            ["contains_training_rows"] = card.ContainsTrainingRows,
            ["library_version"] = card.LibraryVersion,
            ["runtime_version"] = card.RuntimeVersion,
            ["vector_bits"] = card.VectorBits,
            ["model_file"] = path,
        };
    }

    private static string Inputs(FittedTablePipeline pipeline, int rows)
    {
        IEnumerable<string> shown = pipeline.Columns.Take(ShownColumns)
            .Select(column => $"{WithUnit(column.Name, column.Unit)} ({TypeName(column.Type)})");
        string more = pipeline.Columns.Count > ShownColumns ? ", …" : "";
        return FormattableString.Invariant(
            $"{rows} rows, {pipeline.Columns.Count} columns, {pipeline.Features.Count} features: ")
            + string.Join(", ", shown) + more;
    }

    private static string Noise(TrainedModel model) =>
        NoiseDeviation(model) is double noise
            ? $"standard deviation {Figures.Short(noise)} {model.Pipeline.TargetUnit}".TrimEnd()
            : $"estimated from errors of the training rows ({model.Regressor})";

    // The model sees a standardised target; people think in its unit.
    private static double? NoiseDeviation(TrainedModel model) =>
        model.Regressor.NoiseLevel is double variance
            ? Math.Sqrt(variance) * model.Pipeline.TargetScaling.Scale
            : null;

    private static string Validation(ModelCard card)
    {
        if (card.Metrics is not RegressionMetrics metrics)
        {
            return $"{card.ValidationMethod}: too few rows to measure";
        }

        IEnumerable<string> parts = RegressionMetrics.Names.Select(name =>
            $"{name} {Figures.Short(metrics[name])}"
            + (card.Intervals.TryGetValue(name, out (double Lower, double Upper) ends)
                ? " " + Figures.Interval(ends.Lower, ends.Upper)
                : ""));
        return $"{card.ValidationMethod}, with 95 % intervals: {string.Join(", ", parts)}";
    }

    private static string Solve(Certificate certificate)
    {
        string jitter = certificate.Jitter > 0
            ? $"jitter {Figures.Short(certificate.Jitter)} "
                + $"({Figures.Short(certificate.JitterRelative)} of the diagonal)"
            : "no jitter";
        string outcome = certificate.Converged ? "" : $"; NOT CONVERGED. {certificate.Remedy}";
        string library = certificate.Library == "Gramian" ? "" : $" by {certificate.Library}";
        return $"{certificate.Method} in {certificate.NumberType}{library}, relative residual "
            + $"{Figures.Short(certificate.AchievedResidual)}, "
            + $"condition {Figures.Short(certificate.ConditionEstimate)}, "
            + jitter + outcome;
    }

    private static JsonObject Certificate(Certificate certificate) => new()
    {
        ["method"] = certificate.Method,
        ["library"] = certificate.Library,
        ["iterations"] = certificate.Iterations,
        ["requested_tolerance"] = Json.Number(certificate.RequestedTolerance),
        ["achieved_residual"] = Json.Number(certificate.AchievedResidual),
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
