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
        Encode(card.Metrics, card.Intervals), card.ContainsTrainingRows);

    public static ModelCard Decode(GramCard card)
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
            Metrics = card.Metrics is null ? null : DecodeMetrics(card.Metrics),
            Intervals = (card.Metrics ?? []).ToDictionary(
                pair => pair.Key, pair => (GramNumbers.OrNaN(pair.Value.Lower), GramNumbers.OrNaN(pair.Value.Upper))),
            ContainsTrainingRows = card.ContainsTrainingRows
                ? true
                : throw new JsonException("A kernel machine holds training rows, but the card denies it."),
        };
    }

    private static SortedDictionary<string, GramMetric>? Encode(
        RegressionMetrics? metrics, IReadOnlyDictionary<string, (double Lower, double Upper)> intervals)
    {
        if (metrics is not { } known)
        {
            return null;
        }

        var encoded = new SortedDictionary<string, GramMetric>(StringComparer.Ordinal);
        foreach (string name in RegressionMetrics.Names)
        {
            (double lower, double upper) = intervals.TryGetValue(name, out (double Lower, double Upper) interval)
                ? interval
                : (double.NaN, double.NaN);
            encoded[name] = new GramMetric(
                GramNumbers.OrNull(known[name]), GramNumbers.OrNull(lower), GramNumbers.OrNull(upper));
        }

        return encoded;
    }

    private static RegressionMetrics DecodeMetrics(SortedDictionary<string, GramMetric> metrics)
    {
        if (!metrics.Keys.ToHashSet().SetEquals(RegressionMetrics.Names) || metrics.Values.Any(metric =>
            metric is null))
        {
            throw new JsonException("The metrics are not the known ones.");
        }

        double Of(string name) => GramNumbers.OrNaN(metrics[name].Value);
        return new RegressionMetrics(
            Of("rmse"), Of("mae"), Of("r2"), Of("nlpd"), Of("coverage95"), Of("width95"));
    }

    private static GramCertificate Encode(Certificate certificate) => new(
        certificate.Method, certificate.Iterations, GramNumbers.OrNull(certificate.RequestedTolerance),
        GramNumbers.OrNull(certificate.AchievedResidual), GramNumbers.OrNull(certificate.Jitter),
        GramNumbers.OrNull(certificate.JitterRelative), GramNumbers.OrNull(certificate.ConditionEstimate),
        certificate.NumberType, certificate.Converged, certificate.Remedy);

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
    };
}
