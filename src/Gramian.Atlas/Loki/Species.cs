using Gramian.Kernels;
using Gramian.Models.LabelMetrics;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Atlas.Loki;

/// <summary>
/// A binary tree of 64 leaves whose features drift along its edges: near relatives look alike. Some are observed.
/// </summary>
internal static class Species
{
    public const int Leaves = 64;

    private const int Depth = 6;
    private const int Dimension = 10;
    private const int RowsPerLeaf = 20;
    private const int InnerNodes = Leaves - 1;

    /// <summary>The numbers of observed leaves, from many to few.</summary>
    public static IReadOnlyList<int> Observed { get; } = [32, 16, 8];

    /// <summary>Distances along the tree, between leaves alone: what can be true and what can be decided for.</summary>
    public static LabelMetric Metric { get; } = BetweenLeaves();

    public static DecisionScore Measure(int observedCount, ulong seed, ComputeOptions compute)
    {
        double[][] means = Means(seed);
        int[] observed = [.. new RandomStream(seed, 1).Permutation(Leaves).Take(observedCount).Order()];
        return DecisionScore.Measure(
            Metric, observed, Draw(means, new RandomStream(seed, 2)), Draw(means, new RandomStream(seed, 3)), seed,
            compute);
    }

    private static LabelMetric BetweenLeaves()
    {
        LabelMetric tree = LabelMetric.Tree(
            [.. Enumerable.Range(0, InnerNodes + Leaves).Select(node => node == 0 ? -1 : (node - 1) / 2)]);
        var distances = new Matrix<double>(Leaves, Leaves);
        for (int i = 0; i < Leaves; i++)
        {
            for (int j = 0; j < Leaves; j++)
            {
                distances[i, j] = tree[InnerNodes + i, InnerNodes + j];
            }
        }

        return LabelMetric.FromDistances(distances);
    }

    // The mean of a leaf: a standard normal step for each edge from the root.
    private static double[][] Means(ulong seed)
    {
        var random = new RandomStream(seed);
        double[][] nodes = new double[InnerNodes + Leaves][];
        for (int node = 0; node < nodes.Length; node++)
        {
            nodes[node] = new double[Dimension];
            random.FillNormal(nodes[node]);
            for (int c = 0; c < Dimension; c++)
            {
                nodes[node][c] = node == 0 ? 0 : nodes[node][c] + nodes[(node - 1) / 2][c];
            }
        }

        return nodes[InnerNodes..];
    }

    private static Sample Draw(double[][] means, RandomStream random)
    {
        var values = new Matrix<double>(Leaves * RowsPerLeaf, Dimension);
        int[] labels = new int[values.Rows];
        for (int i = 0; i < values.Rows; i++)
        {
            labels[i] = i % Leaves;
            random.FillNormal(values.Row(i));
            for (int c = 0; c < Dimension; c++)
            {
                values[i, c] += means[labels[i]][c];
            }
        }

        return new Sample(new Points(values), labels);
    }
}
