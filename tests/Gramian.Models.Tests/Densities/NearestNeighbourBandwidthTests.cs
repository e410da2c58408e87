using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Densities;

public sealed class NearestNeighbourBandwidthTests
{
    [Fact]
    public void Is_the_median_distance_over_the_root_of_d()
    {
        // Neighbours at 3, 3, 4, 4, 9 from the five points of a line.
        NearestNeighbourBandwidth rule = new() { Shape = BandwidthShape.Scalar };
        Assert.Equal(4, rule.Choose(Points.FromColumn([0, 3, 10, 14, 23])).Bandwidth.Mean, 1e-14);
        Points plane = Points.FromRows(new double[,] { { 0, 0 }, { 3, 4 }, { 30, 40 }, { 33, 44 } });
        Assert.Equal(5 / Math.Sqrt(2), rule.Choose(plane).Bandwidth.Mean, 1e-13);
        Assert.Equal(9, (rule with { Neighbour = 2 }).Choose(Points.FromColumn([0, 3, 10, 14, 23])).Bandwidth.Mean,
            1e-14);
    }

    [Fact]
    public void Follows_the_scale_of_every_axis()
    {
        Points points = Normal(300, 3, 1, [1, 1, 1]);
        Points scaled = Normal(300, 3, 1, [1, 100, 0.01]);
        double[] lengths = new NearestNeighbourBandwidth().Choose(points).Bandwidth.Lengths.ToArray();
        double[] other = new NearestNeighbourBandwidth().Choose(scaled).Bandwidth.Lengths.ToArray();
        Assert.Equal([lengths[0], 100 * lengths[1], 0.01 * lengths[2]], other,
            (l, r) => Math.Abs(l - r) < 1e-12 * Math.Abs(l));
        Bandwidth full = new NearestNeighbourBandwidth { Shape = BandwidthShape.Full }.Choose(scaled).Bandwidth;
        Assert.Equal(BandwidthShape.Full, full.Shape);
    }

    [Fact]
    public void In_large_dimension_it_is_close_to_the_best_and_below_condensation()
    {
        // d = 50, n = 1808: in theory 0.958 at infinite d, and about 1.0 is measured to be best at this size.
        Points points = Normal(1808, 50, 3, [.. Enumerable.Repeat(1.0, 50)]);
        double chosen = (new NearestNeighbourBandwidth() with { Shape = BandwidthShape.Scalar })
            .Choose(points).Bandwidth.Mean;
        Assert.InRange(chosen, 0.9, 1.1);
        Assert.True(chosen < DensityThresholds.OfNormal(Math.Log(1808) / 50, 1).Condensation);
    }

    [Fact]
    public void Repeated_points_count_as_one_and_are_told()
    {
        NearestNeighbourBandwidth rule = new() { Shape = BandwidthShape.Scalar };
        BandwidthChoice choice = rule.Choose(Points.FromColumn([0, 0, 3, 10, 14, 23, 23]));
        Assert.True(choice.Bandwidth.Mean is > 3 and < 9);
        Assert.Contains("4 of 7 points repeat others", choice.Warning, StringComparison.Ordinal);
        ArgumentException none = Assert.Throws<ArgumentException>(() => rule.Choose(Points.FromColumn([2, 2, 2])));
        Assert.Contains("2 different points", none.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new NearestNeighbourBandwidth { Neighbour = 0 });
    }

    [Fact]
    public void Some_rows_of_many_give_nearly_the_same()
    {
        Points points = Normal(3000, 2, 9, [1, 1]);
        double all = (new NearestNeighbourBandwidth() with { MostRows = 3000 }).Choose(points).Bandwidth.Mean;
        double some = (new NearestNeighbourBandwidth() with { MostRows = 500 }).Choose(points).Bandwidth.Mean;
        Assert.InRange(some / all, 0.85, 1.15);
    }

    private static Points Normal(int count, int dimension, ulong seed, double[] scales)
    {
        var values = new Matrix<double>(count, dimension);
        var stream = new RandomStream(seed);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < dimension; j++)
            {
                values[i, j] = scales[j] * stream.NextNormal();
            }
        }

        return new Points(values);
    }
}
