using Gramian.Kernels;
using Gramian.Models.Dependence;
using Gramian.Models.LatentMaps;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Numerics.Threading;

namespace Gramian.Atlas.SingularDistribution;

/// <summary>Distances to the law for every level of perturbation, and for the level chosen on rows held out.</summary>
/// <param name="Set">What was learnt.</param>
/// <param name="Distances">For each seed, the distance at each level.</param>
/// <param name="Chosen">For each seed, the distance with the chosen level.</param>
/// <param name="Noise">The standard deviation of the noise fitted without perturbation, mean over seeds.</param>
/// <param name="Sample">The distance of the rows themselves, mean over seeds.</param>
internal sealed record SetRun(ThinSet Set, double[][] Distances, double[] Chosen, double Noise, double Sample)
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
        double[] noise = new double[seeds.Length];
        double[] sample = new double[seeds.Length];
        var inner = new ComputeOptions { Threads = 1, CancellationToken = compute.CancellationToken };
        WorkerTeam.Run(
            seeds.Length,
            s =>
            {
                Points data = set.Draw(Rows, new RandomStream(seeds[s]));
                Points fresh = set.Draw(FreshRows, new RandomStream(seeds[s], 1));
                FittedTopographicMap[] fits = [.. Levels.Select(level =>
                    (set.Map with { Perturbation = level }).Fit(data, new RandomStream(seeds[s], 2), inner))];
                distances[s] = [.. fits.Select(fit => Distance(fit, fresh, seeds[s]))];
                (noise[s], sample[s]) = (Math.Sqrt(fits[0].NoiseVariance), Distance(data, fresh));
                double scale = Math.Sqrt(MeanVariance(data));
                FittedPerturbedMap fitted = new PerturbedMap(set.Map) { Shares = [.. Levels.Select(v => v / scale)] }
                    .Fit(data, seeds[s], inner);
                chosen[s] = Distance(fitted.Map, fresh, seeds[s]);
            },
            compute);
        return new SetRun(set, distances, chosen, noise.Average(), sample.Average());
    }

    private static double Distance(FittedTopographicMap map, Points fresh, ulong seed) =>
        Distance(map.Sample(FreshRows, new RandomStream(seed, 3)), fresh);

    private static double Distance(Points points, Points fresh) => Wasserstein.Sliced(points, fresh, directions: 50);

    private static double MeanVariance(Points points) => Enumerable.Range(0, points.Dimension).Average(c =>
    {
        double[] column = points.Values.ColumnToArray(c);
        double mean = column.Average();
        return column.Average(value => (value - mean) * (value - mean));
    });
}
