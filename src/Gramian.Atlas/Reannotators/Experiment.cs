using System.Diagnostics;
using System.Globalization;
using Gramian.Data;
using Gramian.Numerics;

namespace Gramian.Atlas.Reannotators;

/// <summary>
/// Represents reannotators: wrong labels are found by the labels of similar rows, and repaired by class densities.
/// </summary>
[Paper("shu2022reannotators")]
public sealed class Experiment : IExperiment
{
    private const int Seeds = 10;
    private const int QuickSeeds = 2;

    private static readonly (double Rate, bool Alike)[] Kinds =
        [(0.05, false), (0.1, false), (0.2, false), (0.05, true), (0.1, true), (0.2, true)];

    /// <inheritdoc/>
    public string Slug => "reannotators";

    /// <inheritdoc/>
    public string Title => "Rows whose similar rows disagree with their label are wrong, and repairing them helps.";

    /// <inheritdoc/>
    public string PaperKey => "shu2022reannotators";

    /// <inheritdoc/>
    public ExperimentResult Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var watch = Stopwatch.StartNew();
        ulong[] seeds = [.. Enumerable.Range(0, context.Quick ? QuickSeeds : Seeds)
            .Select(i => context.FirstSeed + (ulong)i)];
        Table table = NoisyDigits.Read(context.Data);
        AuditRun[][] runs = [.. Kinds.Select(kind => seeds.Select(seed =>
            AuditRun.Measure(table, kind.Rate, kind.Alike, seed, context.Compute)).ToArray())];
        string setting = "1797 handwritten digits in the place of the source's annotated sentences, raw pixels "
            + "scaled to length 1 in the place of a language model; 1200 rows are audited, 597 test. 5,"
            + " 10 or 20 % of the labels are made wrong, at random or into the digit that looks alike. "
            + "Credibility from ten neighbours with weights exp(cos/0.1), suspects below 0.5, repair by"
            + " the class of the largest kernel density, correction by a ridge regression on soft labels"
            + " of other folds, support vectors with γ = 5 and C = 10 throughout.";
        return new ExperimentResult(
            Slug, setting, Claims.Of(runs), [Detected(runs), Downstream(runs)], seeds, watch.Elapsed.TotalSeconds);
    }

    private static ResultTable Detected(AuditRun[][] runs) => new(
        "Finding wrong labels: average precision and F1, means over seeds; and the share of right labels after repair",
        [
            "noise", "credibility AP", "held-out loss AP", "the same, credible rows weigh more", "credibility F1",
            "confident learning F1", "right after repair", "right after correction",
        ],
        [.. runs.Select(run => Row(run, r => r.CredibilityPrecision, r => r.LossPrecision, r => r.WeightedLossPrecision,
            r => r.CredibilityF1, r => r.ConfidentF1, r => r.RepairedLabels, r => r.CorrectedLabels))]);

    private static ResultTable Downstream(AuditRun[][] runs) => new(
        "Accuracy on test rows with right labels, means over seeds, by the labels that were learnt from",
        ["noise", "as given", "suspects removed", "suspects repaired", "soft labels alone", "all right"],
        [.. runs.Select(run => Row(run, r => r.Noisy, r => r.Removed, r => r.Repaired, r => r.Soft, r => r.Clean))]);

    private static IReadOnlyList<string> Row(AuditRun[] run, params Func<AuditRun, double>[] figures) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{run[0].Rate:P0} {(run[0].Alike ? "alike" : "at random")}"),
        .. figures.Select(figure => AuditRun.Mean(run, figure).ToString("F3", CultureInfo.InvariantCulture)),
    ];
}
