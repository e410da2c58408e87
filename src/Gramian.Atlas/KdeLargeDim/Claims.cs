using System.Globalization;

namespace Gramian.Atlas.KdeLargeDim;

/// <summary>The claims of the source, as orderings that a finite size can show.</summary>
internal static class Claims
{
    private static readonly double FarOut = 2 * Math.Sqrt(2);   // 2 h_CLT, in h_G

    public static IReadOnlyList<Claim> Of(SizeRun[] runs, LimitRun[] limits)
    {
        SizeRun[][] families = [.. runs.GroupBy(run => run.Sizes.Alpha).Select(group => group.ToArray())];
        return [
            Regimes(runs), NotClassical(runs), Condensed(limits), Approach(families), Condensation(families),
            Exponent(families),
        ];
    }

    private static Claim Regimes(SizeRun[] runs)
    {
        SizeRun last = runs[^1];
        double share = SizeRun.At(last.Participation, 0.5);
        double skew = SizeRun.At(last.Skewness, FarOut);
        bool came = runs.All(run =>
            SizeRun.At(run.Participation, 0.5) > 0.5
            && SizeRun.At(run.Participation, 1.4) < 0.25
            && Math.Abs(SizeRun.At(run.Skewness, FarOut)) < SizeRun.At(run.Skewness, 1.2));
        return Judge(
            "Three regimes: above h_CLT the estimate fluctuates normally, between h_G and h_CLT with a heavy tail, and "
            + "below h_G a few nearest points make it.",
            1 - 0.25, share,
            "at every size the mean share of the largest summands is above 0.5 at h_G/2 (theory 0.75) and below 0.25 "
            + "at 1.4 h_G (theory 0), and the estimate is less skewed at 2 h_CLT than at 1.2 h_G; the figure is the "
            + "share at h_G/2 of the last size, where the skewness at 2 h_CLT is "
            + skew.ToString("G2", CultureInfo.InvariantCulture),
            came, "at some size one of the three orderings is reversed");
    }

    private static Claim NotClassical(SizeRun[] runs)
    {
        SizeRun last = runs[^1];
        return Judge(
            "The bandwidth of least Kullback–Leibler divergence is not in the classical regime.",
            last.Theory.Optimal / last.Theory.CentralLimit, last.Optimum / last.Theory.CentralLimit,
            "the best bandwidth is below h_CLT at every size; the figure is best h/h_CLT of the last size",
            runs.All(run => run.Optimum < run.Theory.CentralLimit),
            "at some size the best bandwidth is not below h_CLT");
    }

    // The source speaks of d → ∞ at fixed α. Samples of exp(αd) points end near d = 36, where the rounding of the
    // transition is as large as the distance between the best bandwidth and h_G; the quadrature goes on.
    private static Claim Condensed(LimitRun[] limits)
    {
        string[] not = [.. limits.Where(limit => limit.Ratios[^1] >= 1 || !Falls(limit.Ratios))
            .Select(limit => string.Create(CultureInfo.InvariantCulture, $"{limit.Alpha}"))];
        return Judge(
            "It is even below h_G, where a few points make the estimate.",
            limits[0].Limit, limits[0].Ratios[^1],
            "at every alpha best h/h_G, by quadrature of the exact mean, falls with every doubling of d and is below 1 "
            + "at the last; the figure is that ratio at the last d of the first alpha",
            not.Length == 0, "not for alpha = " + string.Join(", ", not));
    }

    private static Claim Approach(SizeRun[][] families)
    {
        double Excess(SizeRun run) => (run.Optimum / run.Theory.Optimal) - 1;
        return Judge(
            "The best bandwidth tends to the typical distance of the nearest neighbour over √d as d grows.",
            0, Excess(families[0][^1]),
            "at fixed ln(n)/d the relative excess over theory falls with every step of d; the figure is the excess at "
            + "the largest d of the first family",
            families.All(family => Falls(family.Select(Excess))), "the excess rises at some step");
    }

    private static Claim Condensation(SizeRun[][] families)
    {
        double Error(SizeRun run) => Math.Abs(SizeRun.At(run.Participation, 0.75) - (1 - (0.75 * 0.75)));
        return Judge(
            "Below h_G the largest summands share 1 − (h/h_G)² of the sum in the mean.",
            0, Error(families[0][^1]),
            "at fixed ln(n)/d the distance at 0.75 h_G falls from the least to the largest d; the figure is the "
            + "distance at the largest d of the first family",
            families.All(family => Error(family[^1]) < Error(family[0])), "the distance does not fall");
    }

    private static Claim Exponent(SizeRun[][] families) => Judge(
        "The log density at a fresh point tends to the formulas of the annealed and of the frozen branch, per "
        + "dimension.",
        0, families[0][^1].LargestError,
        "at fixed ln(n)/d the largest error over bandwidths from 0.5 h_G to 2 h_CLT falls with every step of d; the "
        + "figure is that error, in nats, at the largest d of the first family",
        families.All(family => Falls(family.Select(run => run.LargestError))), "the error rises at some step");

    private static bool Falls(IEnumerable<double> values)
    {
        double[] steps = [.. values];
        return Enumerable.Range(1, steps.Length - 1).All(i => steps[i] < steps[i - 1]);
    }

    private static Claim Judge(
        string statement, double? paper, double ours, string tolerance, bool came, string otherwise) => new(
            statement, paper, ours, tolerance, came ? Verdict.PassScaled : Verdict.Fail,
            came ? "finite dimensions stand for the limit of the source" : otherwise);
}
