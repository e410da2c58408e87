namespace Gramian.Atlas.GpUci;

/// <summary>The claims of the entry, set by set.</summary>
internal static class Claims
{
    private const double RmseFactor = 1.02, NlpdSlack = 0.02, LeastCovered = 0.92, MostCovered = 0.98;

    /// <summary>All of them, errors first.</summary>
    /// <param name="runs">The sets under the recipe that the claims are about.</param>
    /// <param name="pass">What a claim that holds is called.</param>
    public static IReadOnlyList<Claim> Of(IReadOnlyList<SetRun> runs, Verdict pass) =>
    [
        .. runs.Select(run => Rmse(run, pass)), .. runs.Select(run => Nlpd(run, pass)),
        .. runs.Select(run => Coverage(run, pass)),
    ];

    private static Claim Rmse(SetRun run, Verdict pass)
    {
        double ours = run.Ours.Average(score => score.Rmse), peer = run.Peer.Average(score => score.Rmse);
        bool holds = ours <= RmseFactor * peer;
        return new Claim(
            $"{run.Name}: mean test RMSE is at most 1.02 times scikit-learn's", peer, ours,
            "at most 1.02 times", holds ? pass : Verdict.Fail, holds ? "" : Text($"{ours / peer:F3} times"));
    }

    private static Claim Nlpd(SetRun run, Verdict pass)
    {
        double ours = run.Ours.Average(score => score.Nlpd), peer = run.Peer.Average(score => score.Nlpd);
        bool holds = ours <= peer + NlpdSlack;
        return new Claim(
            $"{run.Name}: mean test NLPD is at most scikit-learn's plus 0.02 nats", peer, ours,
            "at most 0.02 nats more", holds ? pass : Verdict.Fail, holds ? "" : Text($"{ours - peer:F3} nats more"));
    }

    private static Claim Coverage(SetRun run, Verdict pass)
    {
        double ours = SetRun.Covered(run.Ours);
        bool holds = ours is >= LeastCovered and <= MostCovered;
        return new Claim(
            $"{run.Name}: 95 % predictive intervals, pooled over the splits, cover 92 to 98 %", 0.95, ours,
            "0.92 to 0.98", holds ? pass : Verdict.Partial, holds ? "" : Reason(run));
    }

    // Where the misses are says more than how many there are: a model of constant noise misses where noise is large.
    private static string Reason(SetRun run)
    {
        var parts = Tables.ByLevel(run.Rows);
        int covered = parts[0].Count(row => row.Covered), others = parts.Skip(1).Sum(part => part.Count);
        int coveredOthers = parts.Skip(1).Sum(part => part.Count(row => row.Covered));
        return Text($"of the sixth with the lowest predictions {covered} of {parts[0].Count} rows are covered, ")
            + Text($"of the rest {coveredOthers} of {others}: the model has one noise variance for all rows; ")
            + Text($"scikit-learn's cover {100 * SetRun.Covered(run.Peer):F1} %");
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
