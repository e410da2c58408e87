using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Models.Dependence;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.LatentMaps;

/// <summary>Represents a map whose perturbation is chosen on rows held out, as they are. Immutable.</summary>
/// <remarks>
/// Likelihoods of differently perturbed data cannot be compared; the sliced Wasserstein distance between draws without
/// noise and the held-out rows can. The map is then fitted to all rows with the chosen perturbation.
/// </remarks>
/// <param name="Map">The map; its own perturbation is not read.</param>
[Paper("chae2023likelihood")]
public sealed record PerturbedMap(GenerativeTopographicMap Map)
{
    private const int Draws = 2000;

    /// <summary>
    /// The standard deviations that are tried, as shares of that of the data; 0 to 0.4 by default.
    /// </summary>
    public ImmutableArray<double> Shares { get; init; } = [0, 0.02, 0.05, 0.1, 0.2, 0.4];

    /// <summary>The share of the rows that is held out, in (0, 1); a quarter by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside [0.01, 0.9].</exception>
    public double HeldOutShare
    {
        get;
        init => field = Guard.InRange(value, 0.01, 0.9, nameof(HeldOutShare));
    } = 0.25;

    /// <summary>Chooses the perturbation and fits the map.</summary>
    /// <param name="points">The n rows, at least 8.</param>
    /// <param name="seed">Draws the rows held out, the perturbations and the samples.</param>
    /// <param name="options">Progress and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">There are fewer than 8 rows, or no share is tried.</exception>
    public FittedPerturbedMap Fit(Points points, ulong seed = 0, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        Guard.AtLeast(points.Count, 8, nameof(points));
        Guard.AtLeast(Shares.Length, 1, nameof(Shares));
        int[] order = new RandomStream(seed).Permutation(points.Count);
        int held = Math.Max(1, (int)(HeldOutShare * points.Count));
        Points validation = points.Select(order.AsSpan(0, held));
        Points training = points.Select(order.AsSpan(held));
        double scale = Math.Sqrt(MeanVariance(points));
        double[] distances = [.. Shares.Select((share, i) => Wasserstein.Sliced(
            (Map with { Perturbation = share * scale })
                .Fit(training, new RandomStream(seed, 1 + (ulong)i), options)
                .Sample(Draws, new RandomStream(seed, 100)),
            validation))];
        int best = Array.IndexOf(distances, distances.Min());
        FittedTopographicMap map = (Map with { Perturbation = Shares[best] * scale })
            .Fit(points, new RandomStream(seed, 1 + (ulong)best), options);
        return new FittedPerturbedMap(map, Shares[best] * scale, [.. Shares.Select(share => share * scale)], distances);
    }

    private static double MeanVariance(Points points)
    {
        double sum = 0;
        for (int c = 0; c < points.Dimension; c++)
        {
            double[] column = points.Values.ColumnToArray(c);
            double mean = column.Average();
            sum += column.Average(value => (value - mean) * (value - mean)) / points.Dimension;
        }

        return sum;
    }
}
