using System.Diagnostics;
using System.Globalization;
using Gramian.Data;
using Gramian.Numerics;

namespace Gramian.Atlas.Loki;

/// <summary>
/// Represents loki: deciding for the label that is nearest in the mean, instead of the most probable one.
/// </summary>
[Paper("roberts2023geometry")]
public sealed class Experiment : IExperiment
{
    private const int Seeds = 10;
    private const int QuickSeeds = 2;

    /// <inheritdoc/>
    public string Slug => "loki";

    /// <inheritdoc/>
    public string Title =>
        "Deciding by the distances between labels predicts labels that were never seen, without training again.";

    /// <inheritdoc/>
    public string PaperKey => "roberts2023geometry";

    /// <inheritdoc/>
    public ExperimentResult Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var watch = Stopwatch.StartNew();
        ulong[] seeds = [.. Enumerable.Range(0, context.Quick ? QuickSeeds : Seeds)
            .Select(i => context.FirstSeed + (ulong)i)];
        Table table = Grades.Read(context.Data);
        DecisionScore[] grades = [.. seeds.Select(seed => Grades.Measure(table, seed, context.Compute))];
        (int Observed, DecisionScore[] Scores)[] species = [.. Species.Observed.Select(count =>
            (count, seeds.Select(seed => Species.Measure(count, seed, context.Compute)).ToArray()))];
        Selection[] selections = [.. seeds.Select(Selection.Measure)];
        string setting = "support vectors with a cross-validated temperature in the place of the source's "
            + "networks. (1) Nine grades of the heating load of energy.csv, of which five are observed,"
            + " half of the rows to learn from. (2) The 127 nodes of a binary tree of 64 leaves, 20 "
            + "rows to learn from and 20 to decide for of each, ten features that drift along the "
            + "edges; 32, 16 or 8 leaves observed. (3) Random trees of 100 nodes. The source's data "
            + "sets, ImageNet among them, and its networks were not run.";
        return new ExperimentResult(
            Slug, setting, Claims.Of(grades, species, selections), [Distances(grades, species), Reach(selections)],
            seeds, watch.Elapsed.TotalSeconds);
    }

    private static ResultTable Distances(
        DecisionScore[] grades, (int Observed, DecisionScore[] Scores)[] species) => new(
        "Mean squared distance, and mean distance, from the true label, over seeds",
        ["labels", "observed", "most probable", "nearest in the mean", "gain"],
        [
            Row("9 grades", 5, DecisionScore.Mean(grades)),
            .. species.Select(entry => Row("127 nodes", entry.Observed, DecisionScore.Mean(entry.Scores))),
        ]);

    private static IReadOnlyList<string> Row(string labels, int observed, DecisionScore score) =>
    [
        labels, observed.ToString(CultureInfo.InvariantCulture),
        $"{Text(score.Likeliest)}, {Text(score.LikeliestDistance)}",
        $"{Text(score.Nearest)}, {Text(score.NearestDistance)}",
        score.Gain.ToString("P1", CultureInfo.InvariantCulture),
    ];

    private static ResultTable Reach(Selection[] selections) => new(
        $"Labels of {Selection.Nodes} that can be decided for, after observing one more label at a time",
        ["further labels", "each the best", "drawn at random"],
        [.. new[] { 1, 2, 5, 10, 20 }.Select(step => (IReadOnlyList<string>)
        [
            step.ToString(CultureInfo.InvariantCulture),
            Text(selections.Average(selection => selection.Chosen[step - 1])),
            Text(selections.Average(selection => selection.Random[step - 1])),
        ])]);

    private static string Text(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
