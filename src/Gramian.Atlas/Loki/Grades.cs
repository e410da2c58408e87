using Gramian.Data;
using Gramian.Models.LabelMetrics;
using Gramian.Models.Tables;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Atlas.Loki;

/// <summary>Nine grades of the heating load of buildings, of which every second one is observed.</summary>
internal static class Grades
{
    public const int Count = 9;

    private const string Target = "heating_load";

    public static int[] Observed { get; } = [0, 2, 4, 6, 8];

    public static LabelMetric Metric { get; } = LabelMetric.Path(Count);

    public static Table Read(DataFolders folders) => Table.Read(folders.Find("energy.csv"));

    /// <summary>Half of the rows to learn from, half to decide for; grades are ninths of the former.</summary>
    public static DecisionScore Measure(Table table, ulong seed, ComputeOptions compute)
    {
        int[] order = new RandomStream(seed).Permutation(table.Rows);
        Table train = table.SelectRows([.. order.Take(table.Rows / 2).Order()]);
        Table test = table.SelectRows([.. order.Skip(table.Rows / 2).Order()]);
        FittedTablePipeline pipeline = new TablePipeline(Target).Fit(train);
        double[] sorted = [.. pipeline.RawTargets(train).Order()];
        double[] cuts = [.. Enumerable.Range(1, Count - 1).Select(i => sorted[i * sorted.Length / Count])];
        return DecisionScore.Measure(Metric, Observed, Graded(train), Graded(test), seed, compute);

        Sample Graded(Table part) => new(
            pipeline.Encode(part, out _),
            Array.ConvertAll(pipeline.RawTargets(part), value => cuts.Count(cut => value >= cut)));
    }
}
