namespace Gramian.Atlas.LdrLosses;

/// <summary>The figures behind the claims.</summary>
internal static class Tables
{
    public static IReadOnlyList<ResultTable> Of(SetRun[] runs) =>
        [.. runs.Select(Accuracy), Places(runs[0]), Ranks(runs), Choices(runs)];

    private static ResultTable Accuracy(SetRun run) => new(
        $"{run.Set.Name}, {run.Set.ClassCount} classes: mean share of test rows right (standard error), %",
        ["noise", .. Contender.All.Select(one => one.Name)],
        [
            .. run.Noises.Select((noise, index) => (IReadOnlyList<string>)
            [
                noise.Name,
                .. Contender.All.Select((_, c) => Text(
                    $"{100 * run.Mean(index, c):F1} ({100 * Error(run, index, c):F1})")),
            ]),
        ]);

    private static ResultTable Places(SetRun run) => new(
        $"{run.Set.Name}: mean share of test rows whose class is among the first k, over all noises, %",
        ["k", .. Contender.All.Select(one => one.Name)],
        [
            .. Enumerable.Range(1, Math.Min(5, run.Set.ClassCount - 1)).Select(k => (IReadOnlyList<string>)
            [
                Text($"{k}"),
                .. Contender.All.Select((_, c) => Text(
                    $"{100 * Enumerable.Range(0, run.Noises.Count).Average(noise => run.Mean(noise, c, k)):F1}")),
            ]),
        ]);

    private static ResultTable Ranks(SetRun[] runs) => new(
        "Mean rank by top-1 share over sets and noises; 1 is best",
        [.. Contender.All.Select(one => one.Name)],
        [[.. Claims.MeanRanks(runs).Select(rank => Text($"{rank:F2}"))]]);

    private static ResultTable Choices(SetRun[] runs) => new(
        "What was chosen: share of trials with the first setting, median λ, share whose every fit met its tolerance",
        ["", .. Contender.All.Select(one => one.Name)],
        [
            ["first setting", .. Each(runs, scores => Text($"{scores.Average(s => s.Setting == 0 ? 1.0 : 0):F2}"))],
            ["ridge", .. Each(runs, scores => Text($"{Median(scores.Select(s => s.Ridge)):G2}"))],
            ["converged", .. Each(runs, scores => Text($"{scores.Average(s => s.AllConverged ? 1.0 : 0):F2}"))],
        ]);

    private static IEnumerable<string> Each(SetRun[] runs, Func<Score[], string> text) =>
        Enumerable.Range(0, Contender.All.Count).Select(c =>
            text([.. runs.SelectMany(run => run.Scores).SelectMany(noise => noise).Select(seed => seed[c])]));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static double Error(SetRun run, int noise, int contender)
    {
        double[] shares = [.. run.Scores[noise].Select(seed => seed[contender].TopShares[0])];
        double mean = shares.Average();
        return shares.Length < 2
            ? 0
            : Math.Sqrt(shares.Sum(share => (share - mean) * (share - mean)) / (shares.Length - 1) / shares.Length);
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
