namespace Gramian.Atlas.LibsvmParity;

/// <summary>The claims of the entry.</summary>
internal static class Claims
{
    private const double TightTolerance = 1e-6;
    private const double LooseTolerance = 1e-3;
    private const double SupportShare = 0.01;
    private const double ErrorTolerance = 1e-3;
    private const string Scaled = "a quick run takes the small sets only";

    /// <summary>All of them, the objective first.</summary>
    public static IReadOnlyList<Claim> Of(IReadOnlyList<MachineRun> runs, bool isQuick)
    {
        MachineRun[] plain = [.. runs.Where(run => !IsDivided(run))], divided = [.. runs.Where(IsDivided)];
        MachineRun tight = plain.MaxBy(run => run.TightError)!, loose = plain.MaxBy(run => run.LooseError)!;
        MachineRun[] labels = [.. runs.Where(run => run.Hits is not null)];
        MachineRun far = runs.Where(run => run.Hits is null).MaxBy(ErrorDifference)!;
        MachineRun apartMost = runs.MaxBy(run => run.ValueError)!;
        MachineRun apart = runs.MaxBy(Share)!, missed = labels.MaxBy(HitDifference)!;
        var claims = new List<Claim>
        {
            Judge("At tolerance 1e-6 on both sides every dual objective but nu-SVC's is LIBSVM's.", tight.TightError,
                TightTolerance, "the largest relative difference is at most 1e-6, beyond the six decimals that are "
                + "printed", tight),
            Judge("At the default tolerance 1e-3 on both sides every dual objective but nu-SVC's is LIBSVM's to 1e-3.",
                loose.LooseError, LooseTolerance, "the largest relative difference is at most 1e-3", loose),
            Judge("The machines have the same support vectors.", Share(apart), SupportShare,
                "of no machine more than 1 % of the training rows are a support vector on one side alone", apart),
            Judge("The labels of test rows are as often right.", labels.Sum(HitDifference), 0,
                "the numbers of hits differ by 0 rows over all classifications together", missed),
            Judge("The values at test rows have the same error.", ErrorDifference(far), ErrorTolerance,
                "the largest relative difference of the mean squared error is at most 1e-3", far),
            Judge("Where the optimum decides them, rows are support vectors of both programs or of neither.",
                runs.Sum(run => run.Contradicted.Supports), 0,
                "no training row farther than 1e-4 from the margin is on the wrong side in either", runs
                    .MaxBy(run => run.Contradicted.Supports)!),
            Judge("Where the optimum decides them, labels of test rows are the same.",
                labels.Sum(run => run.Contradicted.Labels), 0,
                "no test row whose decision values are all farther than 1e-4 from zero has two labels",
                labels.MaxBy(run => run.Contradicted.Labels)!),
            Judge("The decision values are the same, of nu-SVC before its division by r.", apartMost.ValueError,
                DecidedRows.Away, "the largest difference at ten test rows is at most 1e-4", apartMost),
        };
        if (divided.MaxBy(run => run.TightError) is { } shared)
        {
            claims.Add(Judge("At tolerance 1e-6 on both sides nu-SVC's objective, divided by r², is LIBSVM's.",
                shared.TightError, TightTolerance, "the largest relative difference is at most 1e-6", shared));
        }

        return claims;

        Claim Judge(string statement, double ours, double limit, string tolerance, MachineRun worst) => new(
            statement, 0, ours, tolerance,
            ours > limit ? Verdict.Fail : isQuick ? Verdict.PassScaled : Verdict.Pass,
            ours > limit ? $"farthest on {worst.Set.Name}, {worst.Peer.Name}" : isQuick ? Scaled : "");
    }

    private static bool IsDivided(MachineRun run) => run.Peer.Name.StartsWith("nu-SVC", StringComparison.Ordinal);

    private static double Share(MachineRun run) => (double)run.Differing / run.Rows;

    private static int HitDifference(MachineRun run) => Math.Abs(run.Hits!.Value - run.Peer.Hits!.Value);

    private static double ErrorDifference(MachineRun run) =>
        Math.Abs(run.MeanSquaredError - run.Peer.MeanSquaredError) / run.Peer.MeanSquaredError;
}
