namespace Gramian.Atlas.GpLarge;

/// <summary>The claims of the entry, set by set.</summary>
internal static class Claims
{
    private const string Scaled = "the source's setting is 60 s of training per set, which is more";

    // The NLPD of a standard normal law on standardised targets: what knowing no input gives.
    private static readonly double Uninformed = 0.5 * (Math.Log(2 * Math.PI) + 1);

    /// <summary>All of them, errors first.</summary>
    public static IReadOnlyList<Claim> Of(IReadOnlyList<SetRun> runs) => [.. runs.Select(Rmse), .. runs.Select(Nlpd)];

    private static Claim Rmse(SetRun run)
    {
        double ours = run.Chosen.Test.Rmse;
        bool holds = ours <= run.PeerRmse;
        return new Claim(
            $"{run.Name}: the chosen model's test RMSE is at most that of NumPy's Nyström with 3000 centres",
            run.PeerRmse, ours, "at most the peer's", holds ? Verdict.PassScaled : Verdict.Fail,
            holds ? Scaled : Text($"{run.Chosen.Name}, {ours / run.PeerRmse:F3} times the peer's"));
    }

    private static Claim Nlpd(SetRun run)
    {
        double ours = run.Chosen.Test.Nlpd, reference = run.Reference.Test.Nlpd;
        bool holds = ours <= reference, trained = reference < Uninformed;
        string untrained = Text($"it holds, but the budget does not train {Candidate.Reference}: its density is worse ")
            + "than that of a normal law without inputs";
        return new Claim(
            $"{run.Name}: the chosen model's test NLPD is at most that of our own {Candidate.Reference}",
            reference, ours, "at most the sparse process's",
            !holds ? Verdict.Fail : trained ? Verdict.PassScaled : Verdict.Partial,
            holds ? trained ? Scaled : untrained : Text($"{run.Chosen.Name}, {ours - reference:F3} nats more"));
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
