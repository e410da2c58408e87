using Gramian.Kernels.Gram;

namespace Gramian.Kernels.Tests.Gram;

public sealed class NearestPointsTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    public void Finds_what_sorting_all_distances_finds(int dimension)
    {
        Points queries = KernelTests.SomePoints(40, dimension);
        Points points = new(Numerics.Random.WorkloadRandom.NormalMatrix(9, 300, dimension));
        RowMatches matches = NearestPoints.Find(queries, points, 6);
        for (int i = 0; i < 40; i++)
        {
            int[] expected = [.. Enumerable.Range(0, 300).OrderBy(j => Squared(queries, i, points, j)).Take(6)];
            Assert.Equal(expected, matches.Columns(i).ToArray());
            for (int k = 0; k < 6; k++)
            {
                double distance = Squared(queries, i, points, expected[k]);
                Assert.Equal(distance, matches.Values(i)[k], 1e-12 * (1 + distance));
            }
        }
    }

    [Fact]
    public void A_point_is_not_its_own_neighbour_and_its_twin_is()
    {
        double[] coordinates = [1, 4, 1, 9, 4.5];
        Points points = Points.FromColumn(coordinates);
        RowMatches others = NearestPoints.Find(points, 2);
        Assert.Equal([2, 1], others.Columns(0).ToArray());
        Assert.Equal([0, 9], others.Values(0).ToArray());
        Assert.Equal([4, 0], others.Columns(1).ToArray());
        RowMatches earlier = NearestPoints.Find(points, 2, PairExclusion.SelfAndLater);
        Assert.Empty(earlier.Columns(0).ToArray());
        Assert.Equal([1, 0], earlier.Columns(4).ToArray());
    }

    [Fact]
    public void Refuses_points_of_another_dimension() => Assert.Throws<ArgumentException>(
        () => NearestPoints.Find(KernelTests.SomePoints(3, 2), KernelTests.SomePoints(3, 1), 1));

    private static double Squared(Points queries, int i, Points points, int j)
    {
        double sum = 0;
        for (int k = 0; k < points.Dimension; k++)
        {
            sum += Math.Pow(queries.Values[i, k] - points.Values[j, k], 2);
        }

        return sum;
    }
}
