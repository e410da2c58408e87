using Gramian.Numerics.Random;
using Gramian.Numerics.Tiles;

namespace Gramian.Numerics.Tests.Tiles;

public sealed class PairTilesTests
{
    // Whole numbers, whose distances are known exactly; near and far from 0.
    [Theory]
    [InlineData(1, 0)]
    [InlineData(24, 0)]
    [InlineData(100, 0)]
    [InlineData(100, 1L << 31)]
    [InlineData(301, 1L << 34)]
    public void Squares_by_products_are_within_their_bound_of_exact_distances(int dimension, long centre)
    {
        long[,] first = Integers(1, 70, dimension, centre);
        long[,] second = Integers(2, 130, dimension, centre);
        PackedPoints<double> rows = Pack(first), columns = Pack(second);
        using var tile = new Matrix<double>(5, 64);
        double worst = 0;
        foreach ((int row, int panel) in new[] { (0, 0), (62, 1), (65, 1) })
        {
            PairTiles.SquaredDistancesByProducts(rows, row, columns, panel, tile.View);
            double bound = PairTiles.SquareCancellation(rows, row, 5, columns, panel);
            for (int a = 0; a < 5; a++)
            {
                for (int b = 0; b < 64; b++)
                {
                    Int128 exact = Exact(first, row + a, second, (64 * panel) + b);
                    double error = Math.Abs((double)((Int128)tile[a, b] - exact));
                    Assert.True(error <= bound, $"{error} at ({row + a}, {b}), bound {bound}");
                    worst = Math.Max(worst, error / bound);
                }
            }
        }

        // A bound that says nothing would let no tile be made in this way.
        Assert.True(worst > 1e-4, $"The bound is {1 / worst} times the worst error.");
    }

    [Fact]
    public void The_bound_follows_the_largest_points_of_the_panels_that_are_touched()
    {
        long[,] points = Integers(3, 130, 4, 0);
        points[64, 2] = 1L << 40;
        PackedPoints<double> packed = Pack(points);
        double near = PairTiles.SquareCancellation(packed, 0, 64, packed, 0);
        Assert.Equal(near, PairTiles.SquareCancellation(packed, 32, 32, packed, 0));
        Assert.True(PairTiles.SquareCancellation(packed, 63, 2, packed, 0) > 1000 * near);
        Assert.True(PairTiles.SquareCancellation(packed, 0, 2, packed, 1) > 1000 * near);
        Assert.Equal(7 * Math.Pow(2, -53), PairTiles.SquareCancellation(Pack(One(1)), 0, 1, Pack(One(0)), 0), 1e-20);
        Assert.Equal(
            28 * Math.Pow(2, -53), PairTiles.SquareCancellation(Pack(One(1)), 0, 1, Pack(One(1)), 0), 1e-20);
    }

    [Fact]
    public void The_bound_refuses_places_outside()
    {
        PackedPoints<double> packed = Pack(Integers(3, 65, 2, 0));
        Assert.ThrowsAny<ArgumentException>(() => PairTiles.SquareCancellation(packed, 60, 6, packed, 0));
        Assert.ThrowsAny<ArgumentException>(() => PairTiles.SquareCancellation(packed, 0, 0, packed, 0));
        Assert.ThrowsAny<ArgumentException>(() => PairTiles.SquareCancellation(packed, 0, 1, packed, 2));
    }

    private static long[,] One(long value) => new[,] { { value, 0, 0, 0 } };

    private static long[,] Integers(ulong seed, int count, int dimension, long centre)
    {
        long[,] points = new long[count, dimension];
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < dimension; k++)
            {
                ulong bits = WorkloadRandom.Bits(seed, (ulong)((i * dimension) + k));
                points[i, k] = centre + (long)(bits >> 33) - (1L << 30);
            }
        }

        return points;
    }

    private static PackedPoints<double> Pack(long[,] points)
    {
        using var values = new Matrix<double>(points.GetLength(0), points.GetLength(1));
        for (int i = 0; i < values.Rows; i++)
        {
            for (int k = 0; k < values.Columns; k++)
            {
                values[i, k] = points[i, k];
            }
        }

        double[] factors = new double[values.Columns];
        Array.Fill(factors, 1);
        return new PackedPoints<double>(values.View, factors);
    }

    private static Int128 Exact(long[,] first, int i, long[,] second, int j)
    {
        Int128 sum = 0;
        for (int k = 0; k < first.GetLength(1); k++)
        {
            // Places after the last point are zero.
            Int128 difference = (Int128)first[i, k] - (j < second.GetLength(0) ? second[j, k] : 0);
            sum += difference * difference;
        }

        return sum;
    }
}
