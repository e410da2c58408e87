using System.Globalization;

namespace Gramian.Atlas.Reannotators;

/// <summary>The claims of the source, as orderings on other data, and the comparison that it invites.</summary>
internal static class Claims
{
    // Detection F1 of the source on TACRED, whose noise is that of people.
    private const double PublishedF1 = 0.934;
    private const double PublishedCorrection = 0.662;

    public static IReadOnlyList<Claim> Of(AuditRun[][] runs) =>
        [Finds(runs), Helps(runs), Densities(runs), Corrects(runs), Beats(runs)];

    private static Claim Finds(AuditRun[][] runs)
    {
        AuditRun[][] uniform = [.. runs.Where(run => !run[0].Alike)];
        string[] not = [.. runs
            .Where(run => AuditRun.Mean(run, r => r.CredibilityPrecision) < 0.9)
            .Select(Name)];
        return Judge(
            "Disagreement with similar rows finds wrong labels.",
            PublishedF1, uniform.Average(run => AuditRun.Mean(run, r => r.CredibilityF1)),
            "the average precision is at least 0.9 for every kind and share of noise; the figure is the mean F1 with "
            + "labels wrong at random (the source's on TACRED)",
            not.Length == 0, not.Length < runs.Length, "not for " + string.Join(", ", not));
    }

    private static Claim Helps(AuditRun[][] runs)
    {
        AuditRun[][] large = [.. runs.Where(run => run[0].Rate >= 0.1)];
        string[] not = [.. large
            .Where(run => AuditRun.Mean(run, r => r.Repaired) <= AuditRun.Mean(run, r => r.Noisy))
            .Select(Name)];
        return Judge(
            "Learning from repaired labels is better than learning from those given.",
            0.036, AuditRun.Mean(runs[2], r => r.Repaired - r.Noisy),
            "the mean accuracy is higher for both kinds at 10 and 20 % noise; the figure is the gain at 20 % at random "
            + "(the source's, up to, in relation extraction)",
            not.Length == 0, not.Length < large.Length, "not for " + string.Join(", ", not));
    }

    private static Claim Densities(AuditRun[][] runs)
    {
        string[] not = [.. runs
            .Where(run => AuditRun.Mean(run, r => r.RepairedLabels) <= 1 - run[0].Rate)
            .Select(Name)];
        return Judge(
            "Kernel densities of the classes say what a suspect label should have been.",
            null, AuditRun.Mean(runs[2], r => r.RepairedLabels),
            "more labels are right after repair than before, for every kind and share; the figure is the share of "
            + "right labels at 20 % at random",
            not.Length == 0, not.Length < runs.Length, "not for " + string.Join(", ", not));
    }

    private static Claim Corrects(AuditRun[][] runs)
    {
        string[] not = [.. runs
            .Where(run => AuditRun.Mean(run, r => r.CorrectedLabels) <= 1 - run[0].Rate)
            .Select(Name)];
        return Judge(
            "A cross-validated classifier that learns from soft labels corrects wrong ones.",
            PublishedCorrection, runs.Average(run => AuditRun.Mean(run, r => r.CorrectedF1)),
            "more labels are right after its correction than before, for every kind and share; the figure is the mean "
            + "macro F1 of the corrected labels (the source's, up to, on TACRED)",
            not.Length == 0, not.Length < runs.Length, "not for " + string.Join(", ", not));
    }

    private static Claim Beats(AuditRun[][] runs)
    {
        string[] not = [.. runs
            .Where(run => AuditRun.Mean(run, r => r.CredibilityPrecision) < AuditRun.Mean(run, r => r.LossPrecision))
            .Select(Name)];
        return Judge(
            "Neighbours find wrong labels better than the loss of a classifier on held-out rows.",
            null, runs.Average(run => AuditRun.Mean(run, r => r.CredibilityPrecision - r.LossPrecision)),
            "the average precision is not lower for any kind and share; the figure is the mean difference",
            not.Length == 0, not.Length < runs.Length, "not for " + string.Join(", ", not));
    }

    private static string Name(AuditRun[] run) => string.Create(
        CultureInfo.InvariantCulture, $"{run[0].Rate:P0} {(run[0].Alike ? "alike" : "at random")}");

    private static Claim Judge(
        string statement, double? paper, double ours, string tolerance, bool came, bool inPart, string otherwise) =>
        new(
            statement, paper, ours, tolerance,
            came ? Verdict.PassScaled : inPart ? Verdict.Partial : Verdict.Fail,
            came ? "digits stand for annotated sentences" : otherwise);
}
