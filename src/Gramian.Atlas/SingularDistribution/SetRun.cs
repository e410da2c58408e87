using Gramian.Kernels;
using Gramian.Models.Dependence;
using Gramian.Models.LatentMaps;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Atlas.SingularDistribution;

/// <summary>Distances to the law for every level of perturbation, and for the level chosen on rows held out.</summary>
/// <param name="Set">What was learnt.</param>
/// <param name="Distances">For each seed, the distance at each level.</param>
/// <param name="Chosen">For each seed, the distance with the chosen level.</param>
internal sealed record SetRun(ThinSet Set, double[][] Distances, double[] Chosen)
{
    private const int Rows = 400;
    private const int FreshRows = 4000;

    /// <summary>The standard deviations of the perturbation, in the unit of the data.</summary>
    public static IReadOnlyList<double> Levels { get; } = [0, 0.02, 0.05, 0.1, 0.2, 0.4];

    /// <summary>The mean over seeds at each level.</summary>
    public double[] Means => [.. Levels.Select((_, level) => Distances.Average(seed => seed[level]))];

    /// <summary>The level of the least mean.</summary>
    public int Best => Array.IndexOf(Means, Means.Min());

    /// <summary>The mean over seeds of what no perturbation loses to a level, and its standard error.</summary>
    public (double Mean, double Error) Gain(int level)
    {
        double[] gains = [.. Distances.Select(seed => seed[0] - seed[level])];
        double mean = gains.Average();
        double variance = gains.Sum(gain => (gain - mean) * (gain - mean)) / Math.Max(1, gains.Length - 1);
        return (mean, Math.Sqrt(variance / gains.Length));
    }

    public static SetRun Measure(ThinSet set, ulong[] seeds, ComputeOptions compute)
    {
        var distances = new double[seeds.Length][];
        double[] chosen = new double[seeds.Length];
        for (int s = 0; s < seeds.Length; s++)
        {
            compute.CancellationToken.ThrowIfCancellationRequested();
            compute.Progress?.Report(new ComputeProgress(set.Name, s / (double)seeds.Length));
            Points data = set.Draw(Rows, new RandomStream(seeds[s]));
            Points fresh = set.Draw(FreshRows, new RandomStream(seeds[s], 1));
            distances[s] = [.. Levels.Select(level => Distance(
                (set.Map with { Perturbation = level }).Fit(data, new RandomStream(seeds[s], 2), compute),
                fresh, seeds[s]))];
            double scale = Math.Sqrt(MeanVariance(data));
            FittedPerturbedMap fitted = new PerturbedMap(set.Map) { Shares = [.. Levels.Select(v => v / scale)] }
                .Fit(data, seeds[s], compute);
            chosen[s] = Distance(fitted.Map, fresh, seeds[s]);
        }

        return new SetRun(set, distances, chosen);
    }

    private static double Distance(FittedTopographicMap map, Points fresh, ulong seed) =>
        Wasserstein.Sliced(map.Sample(FreshRows, new RandomStream(seed, 3)), fresh, directions: 50);

    private static double MeanVariance(Points points) => Enumerable.Range(0, points.Dimension).Average(c =>
    {
        double[] column = points.Values.ColumnToArray(c);
        double mean = column.Average();
        return column.Average(value => (value - mean) * (value - mean));
    });
}
