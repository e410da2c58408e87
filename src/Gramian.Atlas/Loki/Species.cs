using Gramian.Kernels;
using Gramian.Models.LabelMetrics;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Atlas.Loki;

/// <summary>
/// A binary tree with 64 leaves whose features drift along its edges: near relatives look alike. All 127 nodes are
/// labels, of which some leaves are observed.
/// </summary>
internal static class Species
{
    public const int Leaves = 64;
    public const int Nodes = (2 * Leaves) - 1;

    private const int Dimension = 10;
    private const int RowsPerNode = 20;

    /// <summary>The numbers of observed leaves, from many to few.</summary>
    public static IReadOnlyList<int> Observed { get; } = [32, 16, 8];

    /// <summary>Distances along the tree; the leaves are the last nodes.</summary>
    public static LabelMetric Metric { get; } =
        LabelMetric.Tree([.. Enumerable.Range(0, Nodes).Select(node => node == 0 ? -1 : (node - 1) / 2)]);

    public static DecisionScore Measure(int observedCount, ulong seed, ComputeOptions compute)
    {
        double[][] means = Means(seed);
        int[] observed = [.. new RandomStream(seed, 1).Permutation(Leaves).Take(observedCount)
            .Select(leaf => Nodes - Leaves + leaf).Order()];
        return DecisionScore.Measure(
            Metric, observed, Draw(means, new RandomStream(seed, 2)), Draw(means, new RandomStream(seed, 3)), seed,
            compute);
    }

    // The mean of a node: a standard normal step for each edge from the root.
    private static double[][] Means(ulong seed)
    {
        var random = new RandomStream(seed);
        double[][] nodes = new double[Nodes][];
        for (int node = 0; node < nodes.Length; node++)
        {
            nodes[node] = new double[Dimension];
            random.FillNormal(nodes[node]);
            for (int c = 0; c < Dimension; c++)
            {
                nodes[node][c] = node == 0 ? 0 : nodes[node][c] + nodes[(node - 1) / 2][c];
            }
        }

        return nodes;
    }

    private static Sample Draw(double[][] means, RandomStream random)
    {
        var values = new Matrix<double>(Nodes * RowsPerNode, Dimension);
        int[] labels = new int[values.Rows];
        for (int i = 0; i < values.Rows; i++)
        {
            labels[i] = i % Nodes;
            random.FillNormal(values.Row(i));
            for (int c = 0; c < Dimension; c++)
            {
                values[i, c] += means[labels[i]][c];
            }
        }

        return new Sample(new Points(values), labels);
    }
}
