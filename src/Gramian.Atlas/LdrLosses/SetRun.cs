using Gramian.Numerics;
using Gramian.Numerics.Threading;

namespace Gramian.Atlas.LdrLosses;

/// <summary>All contenders on one set: scores by noise, seed and contender.</summary>
/// <param name="Set">The set.</param>
/// <param name="Noises">The settings.</param>
/// <param name="Scores">The scores, [noise][seed][contender].</param>
internal sealed record SetRun(NoisySet Set, IReadOnlyList<Noise> Noises, Score[][][] Scores)
{
    /// <summary>The mean over the seeds of a top-k share, k from 1.</summary>
    public double Mean(int noise, int contender, int k = 1) =>
        Scores[noise].Average(seed => seed[contender].TopShares[Math.Min(k, seed[contender].TopShares.Length) - 1]);

    /// <summary>Runs every trial with one thread, as many at a time as there are threads.</summary>
    public static SetRun[] All(
        IReadOnlyList<NoisySet> sets, IReadOnlyList<Noise> noises, int seeds, ulong firstSeed, ComputeOptions options)
    {
        Score[][][][] scores = [.. sets.Select(_ => noises.Select(_ => new Score[seeds][]).ToArray())];
        (int Set, int Noise, int Seed)[] work =
        [
            .. from set in Enumerable.Range(0, sets.Count)
               from noise in Enumerable.Range(0, noises.Count)
               from seed in Enumerable.Range(0, seeds)
               select (set, noise, seed),
        ];
        ComputeOptions alone = options with { Threads = 1, Progress = null };
        int done = 0;
        WorkerTeam.Run(work.Length, block =>
        {
            (int set, int noise, int seed) = work[block];
            scores[set][noise][seed] = Trial.Run(sets[set].Divide(firstSeed + (ulong)seed), noises[noise], alone);
            double share = (double)Interlocked.Increment(ref done) / work.Length;
            options.Progress?.Report(new ComputeProgress(
                "ldr-losses", share, $"{sets[set].Name}, noise {noises[noise].Name}, seed {seed}"));
        }, options);
        return [.. sets.Select((set, index) => new SetRun(set, noises, scores[index]))];
    }
}
