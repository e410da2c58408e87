using System.Globalization;

namespace Gramian.Atlas.Loki;

/// <summary>The claims of the source, as orderings in small settings.</summary>
internal static class Claims
{
    // The largest relative improvement that the source reports over a network trained by itself on ImageNet.
    private const double PublishedGain = 0.297;

    public static IReadOnlyList<Claim> Of(
        DecisionScore[] grades, (int Observed, DecisionScore[] Scores)[] species, Selection[] selections) =>
        [Leaves(species), Ordered(grades), Grows(species), Active(selections)];

    private static Claim Leaves((int Observed, DecisionScore[] Scores)[] species)
    {
        DecisionScore[] scores = species.Single(entry => entry.Observed == 16).Scores;
        return Judge(
            "With few of the labels observed, deciding by distance comes nearer to the truth than the likeliest label.",
            PublishedGain, DecisionScore.Mean(scores).Gain,
            "at 16 of 127 nodes observed the mean squared distance is smaller for every seed; the figure is the "
            + "relative gain (the source's, up to, on ImageNet)",
            scores.All(score => score.Nearest < score.Likeliest), Losers(scores));
    }

    private static Claim Ordered(DecisionScore[] grades) => Judge(
        "The same holds for grades, whose distances are known without any model.",
        null, DecisionScore.Mean(grades).Gain,
        "with five of nine grades observed the mean squared distance is smaller for every seed; the figure is the "
        + "relative gain",
        grades.All(score => score.Nearest < score.Likeliest), Losers(grades));

    private static Claim Grows((int Observed, DecisionScore[] Scores)[] species)
    {
        double[] gaps = [.. species.Select(entry =>
            entry.Scores.Average(score => score.Likeliest - score.Nearest))];
        bool grows = Enumerable.Range(1, gaps.Length - 1).All(i => gaps[i] > gaps[i - 1]);
        return Judge(
            "The more labels are unseen, the more there is to gain.",
            null, gaps[^1] / gaps[0],
            "the mean gap in squared distance grows at every step from 32 to 8 observed leaves; the figure is the last "
            + "gap over the first",
            grows, "the gaps are " + string.Join(", ", gaps.Select(gap =>
                gap.ToString("G3", CultureInfo.InvariantCulture))));
    }

    private static Claim Active(Selection[] selections)
    {
        bool dominates = selections.All(selection =>
            selection.Chosen.Zip(selection.Random).All(pair => pair.First >= pair.Second));
        return Judge(
            "Choosing the next label to observe by what it makes reachable beats drawing it.",
            null, selections.Average(selection => selection.Chosen[9] / selection.Random[9]),
            "on every tree and after every step at least as many labels are reachable as in the mean over draws; the "
            + "figure is the ratio after ten steps",
            dominates, "on some tree and step fewer labels are reachable");
    }

    private static string Losers(DecisionScore[] scores) =>
        $"it is larger for {scores.Count(score => score.Nearest >= score.Likeliest)} of {scores.Length} seeds";

    private static Claim Judge(
        string statement, double? paper, double ours, string tolerance, bool came, string otherwise) => new(
            statement, paper, ours, tolerance, came ? Verdict.PassScaled : Verdict.Fail,
            came ? "small data stand for the source's" : otherwise);
}
