using System.Text.Json;
using Gramian.Models.Selection;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Files;

/// <summary>Turns cards into their JSON form and back, with their numbers checked.</summary>
internal static class CardCodec
{
    public static GramCard Encode(ModelCard card) => new(
        card.Rows, card.TableColumns, card.DataSha256, card.Seed, card.LibraryVersion, card.RuntimeVersion,
        card.VectorBits, card.Plan, card.KernelSearch, Encode(card.Certificate), card.ValidationMethod,
        EncodeMetrics(card), card.ContainsTrainingRows, card.ClassWeights?.ToArray());

    public static ModelCard Decode(GramCard card, ModelTask task)
    {
        if (card.DataSha256.Length != 64 || card.DataSha256.AsSpan().ContainsAnyExcept("0123456789abcdef"))
        {
            throw new JsonException("The digest of the data is not 64 hexadecimal digits.");
        }

        return new ModelCard
        {
            Rows = Guard.AtLeast(card.Rows, 1),
            TableColumns = Guard.AtLeast(card.TableColumns, 1),
            DataSha256 = card.DataSha256,
            Seed = card.Seed,
            LibraryVersion = card.LibraryVersion,
            RuntimeVersion = card.RuntimeVersion,
            VectorBits = GramNumbers.Count(card.VectorBits, nameof(card.VectorBits)),
            Plan = card.Plan,
            KernelSearch = card.KernelSearch,
            Certificate = Decode(card.Certificate),
            ValidationMethod = card.ValidationMethod,
            Metrics = card.Metrics is null || task != ModelTask.Regression ? null : DecodeMetrics(card.Metrics),
            ClassMetrics = card.Metrics is null || task != ModelTask.Classification
                ? null
                : DecodeClassMetrics(card.Metrics),
            Intervals = (card.Metrics ?? []).ToDictionary(
                pair => pair.Key, pair => (GramNumbers.OrNaN(pair.Value.Lower), GramNumbers.OrNaN(pair.Value.Upper))),
            ClassWeights = card.ClassWeights is null
                ? null
                : Array.ConvertAll(card.ClassWeights, weight => Guard.Positive(weight, nameof(card.ClassWeights))),
            ContainsTrainingRows = card.ContainsTrainingRows
                ? true
                : throw new JsonException("A kernel machine holds training rows, but the card denies it."),
        };
    }

    private static SortedDictionary<string, GramMetric>? EncodeMetrics(ModelCard card) =>
        card.Metrics is { } numbers ? Encode(RegressionMetrics.Names, name => numbers[name], card.Intervals)
        : card.ClassMetrics is { } classes ? Encode(ClassificationMetrics.Names, name => classes[name], card.Intervals)
        : null;

    private static SortedDictionary<string, GramMetric> Encode(
        IReadOnlyList<string> names, Func<string, double> metric,
        IReadOnlyDictionary<string, (double Lower, double Upper)> intervals)
    {
        var encoded = new SortedDictionary<string, GramMetric>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            (double lower, double upper) = intervals.TryGetValue(name, out (double Lower, double Upper) interval)
                ? interval
                : (double.NaN, double.NaN);
            encoded[name] = new GramMetric(
                GramNumbers.OrNull(metric(name)), GramNumbers.OrNull(lower), GramNumbers.OrNull(upper));
        }

        return encoded;
    }

    private static RegressionMetrics DecodeMetrics(SortedDictionary<string, GramMetric> metrics)
    {
        double Of(string name) => GramNumbers.OrNaN(metrics[name].Value);
        CheckNames(metrics, RegressionMetrics.Names);
        return new RegressionMetrics(
            Of("rmse"), Of("mae"), Of("r2"), Of("nlpd"), Of("coverage95"), Of("width95"));
    }

    private static ClassificationMetrics DecodeClassMetrics(SortedDictionary<string, GramMetric> metrics)
    {
        double Of(string name) => GramNumbers.OrNaN(metrics[name].Value);
        CheckNames(metrics, ClassificationMetrics.Names);
        return new ClassificationMetrics(
            Of("accuracy"), Of("balanced_accuracy"), Of("log_loss"), Of("brier"), Of("auc"), Of("ece"));
    }

    private static void CheckNames(SortedDictionary<string, GramMetric> metrics, IReadOnlyList<string> names)
    {
        if (!metrics.Keys.ToHashSet().SetEquals(names) || metrics.Values.Any(metric => metric is null))
        {
            throw new JsonException("The metrics are not the known ones.");
        }
    }

    private static GramCertificate Encode(Certificate certificate) => new(
        certificate.Method, certificate.Iterations, GramNumbers.OrNull(certificate.RequestedTolerance),
        GramNumbers.OrNull(certificate.AchievedResidual), GramNumbers.OrNull(certificate.Jitter),
        GramNumbers.OrNull(certificate.JitterRelative), GramNumbers.OrNull(certificate.ConditionEstimate),
        certificate.NumberType, certificate.Converged, certificate.Remedy,
        GramNumbers.OrNull(certificate.DualityGap));

    private static Certificate Decode(GramCertificate certificate) => new()
    {
        Method = certificate.Method,
        Iterations = GramNumbers.Count(certificate.Iterations, nameof(certificate.Iterations)),
        RequestedTolerance = GramNumbers.OrNaN(certificate.RequestedTolerance),
        AchievedResidual = GramNumbers.OrNaN(certificate.AchievedResidual),
        Jitter = GramNumbers.OrNaN(certificate.Jitter),
        JitterRelative = GramNumbers.OrNaN(certificate.JitterRelative),
        ConditionEstimate = GramNumbers.OrNaN(certificate.ConditionEstimate),
        NumberType = certificate.NumberType,
        Converged = certificate.Converged,
        Remedy = certificate.Remedy,
        DualityGap = GramNumbers.OrNaN(certificate.DualityGap),
    };
}
