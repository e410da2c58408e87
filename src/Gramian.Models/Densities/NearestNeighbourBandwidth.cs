using System.Globalization;
using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Densities;

/// <summary>Represents the bandwidth that is the typical distance to the nearest point over √d.</summary>
/// <remarks>
/// In large dimension this is the bandwidth of least Kullback–Leibler divergence. Axes are scaled by their standard
/// deviations, or by the covariance for a full matrix, so that their units do not matter; the distance is the median
/// over the points, or over <see cref="MostRows"/> of them. Points at one place count as one there.
/// </remarks>
[Paper("biroli2024kernel")]
public sealed record NearestNeighbourBandwidth : IBandwidthRule
{
    private const ulong Task = 2;

    /// <inheritdoc/>
    public string Name => "nearest";

    /// <summary>Which neighbour is meant; at least 1, the nearest, by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Neighbour { get; init => field = Guard.AtLeast(value, 1, nameof(Neighbour)); } = 1;

    /// <summary>How many numbers the bandwidth has; one for each axis by default. One number for all axes takes the
    /// axes as they are.</summary>
    public BandwidthShape Shape { get; init; } = BandwidthShape.PerAxis;

    /// <summary>The most points whose neighbours are looked for, among all; at least 10; 2 000 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 10.</exception>
    public int MostRows { get; init => field = Guard.AtLeast(value, 10, nameof(MostRows)); } = 2000;

    /// <summary>The seed of the choice of points.</summary>
    public ulong Seed { get; init; }

    /// <inheritdoc/>
    public BandwidthChoice Choose(
        Points points, ReadOnlySpan<double> weights = default, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        DistinctPoints distinct = DistinctPoints.Of(points, SampleMoments.Shares(points.Count, weights));
        int n = distinct.Points.Count;
        if (n <= Neighbour)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"'points' must hold at least {Neighbour + 1} different points with weight, but there were {n}."),
                nameof(points));
        }

        Bandwidth unit = ReferenceBandwidth.Unit(Shape, points, weights);
        Points scaled = unit.Scale(distinct.Points);
        int[] asked = n <= MostRows ? [.. Enumerable.Range(0, n)]
            : new RandomStream(Seed, Task).Permutation(n)[..MostRows];

        // Every asked point finds itself first.
        RowMatches nearest = NearestPoints.Find(scaled.Select(asked), scaled, Neighbour + 1, options);
        double[] distances = [.. asked.Select((_, i) => Math.Sqrt(nearest.Values(i)[Neighbour]))];
        double[] shares = Array.ConvertAll(asked, row => distinct.Shares[row]);
        double typical = WeightedQuantile.Of(distances, shares, 0.5);
        return new BandwidthChoice(
            unit.Times(typical / Math.Sqrt(points.Dimension)), Name, distinct.Warning("counted as one"));
    }
}
