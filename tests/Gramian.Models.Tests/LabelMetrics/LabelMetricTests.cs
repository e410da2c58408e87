using Gramian.Kernels;
using Gramian.Models.LabelMetrics;
using Gramian.Numerics;

namespace Gramian.Models.Tests.LabelMetrics;

public sealed class LabelMetricTests
{
    [Fact]
    public void A_tree_measures_along_its_edges()
    {
        //     0
        //    / \        edges 1, 2, 3, 1
        //   1   2
        //  / \
        // 3   4
        LabelMetric tree = LabelMetric.Tree([-1, 0, 0, 1, 1], [0, 1, 2, 3, 1]);
        Assert.Equal(6, tree[3, 2]);
        Assert.Equal(4, tree[3, 4]);
        Assert.Equal(0, tree[4, 4]);
        Assert.Equal(tree[2, 4], tree[4, 2]);
    }

    [Fact]
    public void A_grid_a_path_and_a_graph_agree()
    {
        LabelMetric grid = LabelMetric.Grid(2, 3);
        LabelMetric graph = LabelMetric.Graph(
            6, [(0, 1, 1), (1, 2, 1), (3, 4, 1), (4, 5, 1), (0, 3, 1), (1, 4, 1), (2, 5, 1)]);
        for (int i = 0; i < 6; i++)
        {
            for (int j = 0; j < 6; j++)
            {
                Assert.Equal(grid[i, j], graph[i, j]);
                Assert.Equal(Math.Abs(i - j), LabelMetric.Path(6)[i, j]);
            }
        }
    }

    [Fact]
    public void Embeddings_give_lengths_and_angles()
    {
        var points = new Points(Matrix<double>.FromRowMajor(3, 2, [3, 0, 0, 4, -6, 0]));
        Assert.Equal(5, LabelMetric.Euclidean(points)[0, 1], 1e-15);
        Assert.Equal(1, LabelMetric.Cosine(points)[0, 1], 1e-15);
        Assert.Equal(2, LabelMetric.Cosine(points)[0, 2], 1e-15);
    }

    [Fact]
    public void Refuses_what_is_no_metric()
    {
        Assert.Throws<ArgumentException>(() => LabelMetric.Tree([-1, -1]));
        Assert.Throws<ArgumentException>(() => LabelMetric.Tree([-1, 2, 1]));
        Assert.Throws<ArgumentException>(() => LabelMetric.Graph(3, [(0, 1, 1)]));
        Assert.ThrowsAny<ArgumentException>(() => LabelMetric.Graph(2, [(0, 1, -1)]));
        Assert.Throws<ArgumentException>(() => LabelMetric.FromDistances(
            Matrix<double>.FromRowMajor(2, 2, [0, 1, 2, 0])));
        Assert.Throws<ArgumentException>(() => LabelMetric.Cosine(Points.FromColumn([1, 0])));
        Assert.ThrowsAny<ArgumentException>(() => LabelMetric.Grid(2, 0));
    }
}
