using Gramian.Models.LabelMetrics;
using Gramian.Numerics.Random;

namespace Gramian.Atlas.Loki;

/// <summary>How many labels of a random tree can be decided for, as labels are observed one by one.</summary>
/// <param name="Chosen">Reachable labels after each of the steps, each step the best.</param>
/// <param name="Random">The same with labels drawn at random, in the mean over draws.</param>
internal sealed record Selection(int[] Chosen, double[] Random)
{
    public const int Nodes = 100;
    public const int Steps = 20;
    private const int Draws = 10;

    public static Selection Measure(ulong seed)
    {
        var stream = new RandomStream(seed);
        LabelMetric tree = LabelMetric.Tree(
            [.. Enumerable.Range(0, Nodes).Select(node => node == 0 ? -1 : stream.NextInt(node))]);
        int[] chosen = new int[Steps];
        List<int> observed = [stream.NextInt(Nodes)];
        for (int step = 0; step < Steps; step++)
        {
            observed.Add(LabelCoverage.Next(tree, [.. observed]));
            chosen[step] = LabelCoverage.Reachable(tree, [.. observed]).Length;
        }

        double[] random = new double[Steps];
        for (int draw = 0; draw < Draws; draw++)
        {
            int[] others = [.. stream.Permutation(Nodes).Where(node => node != observed[0])];
            for (int step = 0; step < Steps; step++)
            {
                random[step] += LabelCoverage.Reachable(tree, [observed[0], .. others[..(step + 1)]]).Length
                    / (double)Draws;
            }
        }

        return new Selection(chosen, random);
    }
}
