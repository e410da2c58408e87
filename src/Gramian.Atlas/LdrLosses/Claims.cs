using System.Globalization;
using Gramian.Numerics;

namespace Gramian.Atlas.LdrLosses;

/// <summary>The claims of the source that a small setting can show.</summary>
internal static class Claims
{
    private const double SpecialTolerance = 1e-6;
    private const double Noticeable = 0.02;

    public static IReadOnlyList<Claim> Of(SetRun[] runs, bool quick, ComputeOptions options) =>
    [
        Rank(runs), Stable(runs), BeatsEntropy(runs), TopK(runs), Absolute(runs), Entropy(runs[0], quick, options),
        Hinge(runs[0], quick, options),
    ];

    /// <summary>The mean, over sets and noises, of the place of each contender by top-1 share; ties share.</summary>
    public static double[] MeanRanks(SetRun[] runs)
    {
        int count = Contender.All.Count;
        var ranks = new double[count];
        foreach (SetRun run in runs)
        {
            for (int noise = 0; noise < run.Noises.Count; noise++)
            {
                double[] means = [.. Enumerable.Range(0, count).Select(c => run.Mean(noise, c))];
                for (int c = 0; c < count; c++)
                {
                    double place = 1 + means.Count(mean => mean > means[c])
                        + (0.5 * (means.Count(mean => mean == means[c]) - 1));
                    ranks[c] += place / (runs.Length * run.Noises.Count);
                }
            }
        }

        return ranks;
    }

    private static Claim Rank(SetRun[] runs)
    {
        double[] ranks = MeanRanks(runs);
        double ours = ranks[Place(Contender.Adaptive)];
        int better = ranks.Count(rank => rank < ours);
        string all = string.Join(", ", Contender.All.Select((one, c) => Text($"{one.Name} {ranks[c]:F2}")));
        return Judge(
            "ALDR-KL is among the best over data sets and noises.", ours,
            $"its mean rank by top-1 share is first or second of the {ranks.Length}", better <= 1,
            $"the mean ranks are {all}");
    }

    private static Claim Stable(SetRun[] runs)
    {
        double worst = Shortfall(runs, Place(Contender.Adaptive));
        return Judge(
            "ALDR-KL is stable: no kind of noise leaves it far behind.", worst,
            "its mean top-1 share is never more than 0.05 below the best contender's", worst <= 0.05,
            Text($"it falls {worst:F3} short somewhere"));
    }

    private static Claim BeatsEntropy(SetRun[] runs)
    {
        double difference = Difference(runs, Contender.Adaptive, Contender.Entropy, noisyOnly: true);
        return Judge(
            "Under noise ALDR-KL is more accurate than cross-entropy.", difference,
            "the mean difference of top-1 shares over noisy settings is positive", difference > 0,
            Text($"the mean difference is {difference:F4}"));
    }

    private static Claim TopK(SetRun[] runs)
    {
        SetRun most = runs[0];
        int k = Math.Min(3, most.Set.ClassCount - 1);
        double Share(string name) => Enumerable.Range(0, most.Noises.Count)
            .Average(noise => most.Mean(noise, Place(name), k));
        double difference = Share(Contender.Fixed) - Share(Contender.Absolute);
        return Judge(
            "LDR losses are consistent for every top k, and a symmetric loss cannot be.", difference,
            $"on {most.Set.Name} LDR-KL's top-{k} share, over all noises, is at least 0.02 above that of the absolute "
            + "error, which is symmetric", difference >= Noticeable, Text($"the difference is {difference:F4}"));
    }

    private static Claim Absolute(SetRun[] runs)
    {
        SetRun most = runs[0];
        double difference = most.Mean(0, Place(Contender.Entropy)) - most.Mean(0, Place(Contender.Absolute));
        return Judge(
            "The mean absolute error fails on many classes.", difference,
            $"on {most.Set.Name} without noise its top-1 share is at least 0.1 below cross-entropy's",
            difference >= 0.1, Text($"the difference is {difference:F4} on {most.Set.ClassCount} classes"));
    }

    private static Claim Entropy(SetRun run, bool quick, ComputeOptions options)
    {
        (double distance, double allowed) = SpecialCases.Entropy(run.Set, options);
        double most = Math.Min(allowed, SpecialTolerance);
        return Judge(
            "Cross-entropy is LDR-KL at λ = 1 without a margin.", distance,
            Text($"on {run.Set.Name} the scores of test rows agree to what the two certificates allow, and to 1e-6"),
            distance <= most, Text($"they differ by {distance:G3}, and the certificates allow {allowed:G3}"),
            quick ? Verdict.PassScaled : Verdict.Pass);
    }

    private static Claim Hinge(SetRun run, bool quick, ComputeOptions options)
    {
        double[] excesses = SpecialCases.HingeExcesses(run.Set, options);
        double[] shares = [.. excesses.Zip(
            SpecialCases.Temperatures, (excess, lambda) => excess / (lambda * Math.Log(run.Set.ClassCount)))];
        bool falls = excesses.Zip(excesses.Skip(1)).All(pair => pair.Second < pair.First);
        string all = string.Join(", ", excesses.Select(excess => Text($"{excess:G3}")));
        return Judge(
            "The hinge of Crammer and Singer is the limit λ → 0 of LDR-KL.", excesses[^1],
            Text($"on {run.Set.Name} the hinge's objective at the fits for λ = 0.5, 0.2, 0.1, 0.05 exceeds its least ")
            + "by no more than λ ln K, and by less from one to the next",
            falls && shares.All(share => share <= 1), $"the excesses are {all}",
            quick ? Verdict.PassScaled : Verdict.Pass);
    }

    /// <summary>How far a contender is behind the best at worst.</summary>
    private static double Shortfall(SetRun[] runs, int contender) => runs.Max(run =>
        Enumerable.Range(0, run.Noises.Count).Max(noise =>
            Enumerable.Range(0, Contender.All.Count).Max(c => run.Mean(noise, c)) - run.Mean(noise, contender)));

    private static double Difference(SetRun[] runs, string one, string other, bool noisyOnly) => runs.Average(run =>
        Enumerable.Range(0, run.Noises.Count).Where(noise => !noisyOnly || run.Noises[noise].Rate > 0)
            .Average(noise => run.Mean(noise, Place(one)) - run.Mean(noise, Place(other))));

    private static int Place(string name) => Contender.All.ToList().FindIndex(one => one.Name == name);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static Claim Judge(
        string statement, double ours, string tolerance, bool came, string otherwise,
        Verdict pass = Verdict.PassScaled) => new(
            statement, null, ours, tolerance, came ? pass : Verdict.Fail,
            came ? pass == Verdict.Pass ? "" : "small tables and kernel models stand for the networks of the source"
                : otherwise);
}
