using Gramian.Models;
using Gramian.Numerics;
using Gramian.Numerics.Threading;

namespace Gramian.Atlas.GpUci;

/// <summary>All splits of one set under one recipe, beside the peer's.</summary>
/// <param name="Set">The set.</param>
/// <param name="Runs">The splits, in order.</param>
/// <param name="Peer">scikit-learn's scores, split by split.</param>
internal sealed record SetRun(UciSet Set, SplitRun[] Runs, Score[] Peer)
{
    public string Name => Set.Name;

    /// <summary>Our scores, split by split.</summary>
    public Score[] Ours { get; } = Array.ConvertAll(Runs, run => run.Score);

    /// <summary>All test rows of all splits.</summary>
    public IReadOnlyList<TestRow> Rows { get; } = [.. Runs.SelectMany(run => run.Rows)];

    /// <summary>The share of the test rows, pooled over the splits, inside their 95 % intervals.</summary>
    public static double Covered(Score[] scores) =>
        (double)scores.Sum(score => score.Covered) / scores.Sum(score => score.Count);

    /// <summary>
    /// Runs every split under every recipe: one thread each, as many at a time as there are threads, so that scores do
    /// not depend on their number.
    /// </summary>
    public static SetRun[][] All(
        IReadOnlyList<UciSet> sets, int splits, IReadOnlyList<FitOptions> recipes, ComputeOptions options)
    {
        var runs = Array.ConvertAll(recipes.ToArray(), _ => sets.Select(_ => new SplitRun[splits]).ToArray());
        // The largest first: then the threads end together.
        (int Recipe, int Set, int Split)[] work =
        [
            .. from recipe in Enumerable.Range(0, recipes.Count)
               from set in Enumerable.Range(0, sets.Count)
               from split in Enumerable.Range(0, splits)
               orderby sets[set].Table.Rows descending, recipe
               select (recipe, set, split),
        ];
        // The fits report nothing themselves: the entry's progress is the share of splits that are done.
        var alone = options with { Threads = 1, Progress = null };
        int done = 0;
        WorkerTeam.Run(work.Length, block =>
        {
            var (recipe, set, split) = work[block];
            runs[recipe][set][split] = SplitRun.Of(Split.Of(sets[set], split), recipes[recipe], alone);
            double share = (double)Interlocked.Increment(ref done) / work.Length;
            options.Progress?.Report(new ComputeProgress("gp-uci", share, $"{sets[set].Name}, split {split}"));
        }, options);
        return Array.ConvertAll(runs, recipe => sets.Select((set, index) =>
            new SetRun(set, recipe[index], PeerFigures.ScikitLearn(set.Name, splits))).ToArray());
    }
}
