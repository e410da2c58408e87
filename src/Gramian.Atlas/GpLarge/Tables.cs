namespace Gramian.Atlas.GpLarge;

/// <summary>The figures behind the claims, as tables.</summary>
internal static class Tables
{
    /// <summary>The chosen model of each set beside the peer and the recalled figures.</summary>
    public static ResultTable Summary(IReadOnlyList<SetRun> runs) => new(
        "Split 0, y standardised on the training rows; recalled: published figures from memory, on other splits",
        ["set", "rows", "chosen", "RMSE", "NumPy Nyström", "NLPD", Candidate.Reference, "covered",
            "recalled RMSE exact / SGPR / SVGP", "recalled NLPD exact / SGPR / SVGP"],
        [.. runs.Select(run => (IReadOnlyList<string>)
        [
            run.Name, Text($"{run.Rows}"), run.Chosen.Name, Text($"{run.Chosen.Test.Rmse:F4}"),
            Text($"{run.PeerRmse:F4}"), Text($"{run.Chosen.Test.Nlpd:F4}"), Text($"{run.Reference.Test.Nlpd:F4}"),
            Text($"{100.0 * run.Chosen.Test.Covered / run.Chosen.Test.Count:F1} %"),
            Joined(PeerFigures.Recalled(run.Name)[..3]), Joined(PeerFigures.Recalled(run.Name)[3..]),
        ])]);

    /// <summary>Every candidate of every set, with the scores by which it was or was not chosen.</summary>
    public static ResultTable Candidates(IReadOnlyList<SetRun> runs) => new(
        "Every candidate: scores on held-out training rows, which choose, and on the test rows; seconds of training",
        ["set", "model", "held RMSE", "held NLPD", "test RMSE", "test NLPD", "seconds"],
        [
            .. from run in runs
               from model in run.Runs
               select (IReadOnlyList<string>)
               [
                   run.Name, model.Name, Text($"{model.Held.Rmse:F4}"), Text($"{model.Held.Nlpd:F4}"),
                   Text($"{model.Test.Rmse:F4}"), Text($"{model.Test.Nlpd:F4}"), Text($"{model.Seconds:F1}"),
               ],
        ]);

    private static string Joined(double[] figures) =>
        string.Join(" / ", figures.Select(figure => Text($"{figure:F3}")));

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
