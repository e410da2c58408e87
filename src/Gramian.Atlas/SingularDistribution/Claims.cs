using System.Globalization;

namespace Gramian.Atlas.SingularDistribution;

/// <summary>The claims of the source, as orderings in small settings.</summary>
internal static class Claims
{
    public static IReadOnlyList<Claim> Of(SetRun[] runs) =>
        [Helps(runs), Degenerate(runs), TooMuch(runs), Chosen(runs)];

    private static Claim Helps(SetRun[] runs)
    {
        SetRun first = runs[0];
        string[] not = [.. runs.Where(run => !Better(run)).Select(run => run.Set.Name)];
        return Judge(
            "A suitable perturbation makes the fitted law better than none.",
            first.Means[0] / first.Means[first.Best],
            "on every set the best level is not zero and its mean gain over zero exceeds two standard errors; the "
            + "figure is the distance at zero over that at the best level, on the first set",
            not.Length == 0, not.Length < runs.Length, "not so on: " + string.Join(", ", not));
    }

    private static Claim Degenerate(SetRun[] runs)
    {
        // The same data and the same model, from a start that does not already lie along them.
        SetRun axes = runs[0];
        SetRun random = runs[1];
        double gainAxes = axes.Means[0] / axes.Means[axes.Best];
        double gainRandom = random.Means[0] / random.Means[random.Best];
        return Judge(
            "Without a perturbation the likelihood leads to bad local fits.",
            gainRandom,
            "from a random start the distance at zero over that at the best level is larger than from the principal "
            + "axes; the figure is that ratio, whose counterpart is " + Text(gainAxes),
            gainRandom > gainAxes && Better(random), false, "the ratio is not larger, or within its error");
    }

    private static Claim TooMuch(SetRun[] runs)
    {
        string[] not = [.. runs.Where(run => run.Best == SetRun.Levels.Count - 1
            || run.Means[^1] <= run.Means[0]).Select(run => run.Set.Name)];
        SetRun first = runs[0];
        return Judge(
            "Too much perturbation does harm.",
            first.Means[^1] / first.Means[first.Best],
            "on every set the largest level is worse than none; the figure is the distance at the largest level over "
            + "that at the best one, on the first set",
            not.Length == 0, not.Length < runs.Length, "not so on: " + string.Join(", ", not));
    }

    private static Claim Chosen(SetRun[] runs)
    {
        string[] not = [.. runs.Where(run => run.Chosen.Average() > run.Means[0]).Select(run => run.Set.Name)];
        SetRun first = runs[0];
        return Judge(
            "The level can be chosen on rows held out, as they are.",
            first.Chosen.Average() / first.Means[first.Best],
            "on every set the mean distance with the chosen level is not above that without perturbation; the figure "
            + "is it over the distance at the best level, on the first set",
            not.Length == 0, not.Length < runs.Length, "not so on: " + string.Join(", ", not));
    }

    private static bool Better(SetRun run)
    {
        (double mean, double error) = run.Gain(run.Best);
        return run.Best > 0 && mean > 2 * error;
    }

    private static string Text(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    private static Claim Judge(
        string statement, double ours, string tolerance, bool came, bool inPart, string otherwise) => new(
            statement, null, ours, tolerance,
            came ? Verdict.PassScaled : inPart ? Verdict.Partial : Verdict.Fail,
            came ? "small data and maps stand for the source's" : otherwise);
}
