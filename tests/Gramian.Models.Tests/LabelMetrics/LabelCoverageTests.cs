using Gramian.Kernels;
using Gramian.Models.LabelMetrics;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.LabelMetrics;

public sealed class LabelCoverageTests
{
    [Fact]
    public void The_leaves_of_a_tree_reach_every_node()
    {
        for (ulong seed = 0; seed < 5; seed++)
        {
            (LabelMetric tree, int[] leaves) = RandomTree(30, seed);
            Assert.Equal(Enumerable.Range(0, 30), LabelCoverage.Reachable(tree, leaves));
            Assert.DoesNotContain(leaves[0], LabelCoverage.Reachable(tree, leaves[1..]));
        }
    }

    [Fact]
    public void On_a_tree_the_nodes_between_observed_ones_are_reached()
    {
        (LabelMetric tree, _) = RandomTree(40, 7);
        int[] observed = [3, 17, 25];
        int[] between = [.. Enumerable.Range(0, 40).Where(y => observed.Any(a => observed.Any(b =>
            Math.Abs(tree[a, y] + tree[y, b] - tree[a, b]) < 1e-9)))];
        Assert.Equal(between, LabelCoverage.Reachable(tree, observed));
    }

    [Fact]
    public void Without_a_geometry_only_the_observed_are_reached()
    {
        Assert.Equal([1, 4], LabelCoverage.Reachable(LabelMetric.Discrete(6), [4, 1]));
        Assert.Equal([2], LabelCoverage.Reachable(LabelMetric.Path(6), [2]));
        Assert.Equal([1, 2, 3, 4], LabelCoverage.Reachable(LabelMetric.Path(6), [1, 4]));
    }

    [Fact]
    public void What_is_reached_is_what_random_mixtures_of_two_predict()
    {
        var random = new RandomStream(3);
        var x = new Matrix<double>(25, 2);
        for (int i = 0; i < 25; i++)
        {
            random.FillNormal(x.Row(i));
        }

        LabelMetric metric = LabelMetric.Euclidean(new Points(x));
        int[] reachable = LabelCoverage.Reachable(metric, [0, 1]);
        var decoder = new FrechetDecoder(metric, [0, 1]);
        var found = new SortedSet<int>();
        for (int i = 0; i <= 2000; i++)
        {
            found.Add(decoder.Predict(Matrix<double>.FromRowMajor(1, 2, [i / 2000.0, 1 - (i / 2000.0)]))[0]);
        }

        Assert.Equal(reachable, found);
    }

    [Fact]
    public void The_next_label_is_the_one_that_reaches_furthest()
    {
        Assert.Equal(9, LabelCoverage.Next(LabelMetric.Path(10), [2]));
        Assert.Equal(0, LabelCoverage.Next(LabelMetric.Path(10), [2, 9]));
        Assert.Equal(-1, LabelCoverage.Next(LabelMetric.Path(2), [1, 0]));
        Assert.ThrowsAny<ArgumentException>(() => LabelCoverage.Next(LabelMetric.Path(2), []));
    }

    private static (LabelMetric Tree, int[] Leaves) RandomTree(int count, ulong seed)
    {
        var random = new RandomStream(seed);
        int[] parents = [.. Enumerable.Range(0, count).Select(i => i == 0 ? -1 : random.NextInt(i))];
        int[] degree = new int[count];
        for (int i = 1; i < count; i++)
        {
            degree[i]++;
            degree[parents[i]]++;
        }

        return (LabelMetric.Tree(parents), [.. Enumerable.Range(0, count).Where(i => degree[i] == 1)]);
    }
}
