namespace Gramian.Atlas.GpUci;

/// <summary>The figures behind the claims, as tables.</summary>
internal static class Tables
{
    private const int Parts = 6;

    /// <summary>The test rows in six parts of equal size, from the lowest predicted level to the highest.</summary>
    public static IReadOnlyList<IReadOnlyList<TestRow>> ByLevel(IReadOnlyList<TestRow> rows)
    {
        TestRow[] sorted = [.. rows.OrderBy(row => row.Level)];
        return [.. Enumerable.Range(0, Parts).Select(part =>
            (IReadOnlyList<TestRow>)sorted[(part * sorted.Length / Parts)..((part + 1) * sorted.Length / Parts)])];
    }

    /// <summary>The means of one recipe beside the peers'.</summary>
    public static ResultTable Summary(string recipe, IReadOnlyList<SetRun> runs) => new(
        $"{recipe}: mean over the splits (standard error), y standardised on the training rows",
        ["set", "RMSE", "scikit-learn", "SVGP", "NLPD", "scikit-learn", "SVGP", "RMSE, raw units", "covered",
            "scikit-learn", "evidence", "scikit-learn"],
        [.. runs.Select(SummaryRow)]);

    /// <summary>Coverage from low predictions to high ones.</summary>
    public static ResultTable Levels(IReadOnlyList<SetRun> runs) => new(
        "Share covered by the 95 % intervals, by sixths of the predicted level",
        ["set", "lowest", "second", "third", "fourth", "fifth", "highest"],
        [.. runs.Select(run => (IReadOnlyList<string>)
        [
            run.Name, .. ByLevel(run.Rows).Select(part => Text($"{part.Count(row => row.Covered)} of {part.Count}")),
        ])]);

    /// <summary>What the rows that come twice do to the scores.</summary>
    public static ResultTable Repetitions(IReadOnlyList<SetRun> runs) => new(
        "Rows that repeat another one, and the scores on the test rows that repeat no training row",
        [
            "set", "rows that repeat an earlier one", "test rows that repeat a training row", "RMSE, others",
            "NLPD, others",
        ],
        [.. runs.Select(run =>
        {
            var others = Array.ConvertAll(run.Runs, split =>
                Score.Of([.. split.Rows.Where(row => !row.Repeats)], split.Score.TargetScale, split.Score.Evidence));
            return (IReadOnlyList<string>)
            [
                run.Name, Text($"{run.Set.RepeatedRows} of {run.Set.Table.Rows}"),
                Text($"{run.Rows.Count(row => row.Repeats)} of {run.Rows.Count}"),
                Mean(others, score => score.Rmse), Mean(others, score => score.Nlpd),
            ];
        })]);

    /// <summary>Every split of one recipe.</summary>
    public static ResultTable PerSplit(string recipe, IReadOnlyList<SetRun> runs) => new(
        $"{recipe}: every split",
        ["set", "split", "RMSE", "scikit-learn", "NLPD", "scikit-learn", "evidence", "scikit-learn", "noise variance"],
        [
            .. from run in runs
               from split in Enumerable.Range(0, run.Ours.Length)
               select (IReadOnlyList<string>)
               [
                   run.Name, Text($"{split}"),
                   Text($"{run.Ours[split].Rmse:F4}"), Text($"{run.Peer[split].Rmse:F4}"),
                   Text($"{run.Ours[split].Nlpd:F4}"), Text($"{run.Peer[split].Nlpd:F4}"),
                   Text($"{run.Ours[split].Evidence:F1}"), Text($"{run.Peer[split].Evidence:F1}"),
                   Text($"{run.Runs[split].NoiseVariance:G3}"),
               ],
        ]);

    private static IReadOnlyList<string> SummaryRow(SetRun run)
    {
        var published = PeerFigures.SparseVariational(run.Name);
        return
        [
            run.Name, Mean(run.Ours, score => score.Rmse), Mean(run.Peer, score => score.Rmse),
            published is { } rmse ? Text($"{rmse.Rmse:F3}") : "none",
            Mean(run.Ours, score => score.Nlpd), Mean(run.Peer, score => score.Nlpd),
            published is { } nlpd ? Text($"{nlpd.Nlpd:F3}") : "none",
            Mean(run.Ours, score => score.Rmse * score.TargetScale),
            Text($"{100 * SetRun.Covered(run.Ours):F1} %"), Text($"{100 * SetRun.Covered(run.Peer):F1} %"),
            Text($"{run.Ours.Average(score => score.Evidence):F1}"),
            Text($"{run.Peer.Average(score => score.Evidence):F1}"),
        ];
    }

    private static string Mean(Score[] scores, Func<Score, double> figure)
    {
        double[] values = Array.ConvertAll(scores, score => figure(score));
        double mean = values.Average(), squares = values.Sum(value => (value - mean) * (value - mean));
        double error = values.Length > 1 ? Math.Sqrt(squares / (values.Length - 1) / values.Length) : 0;
        return Text($"{mean:F4} ({error:F4})");
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
