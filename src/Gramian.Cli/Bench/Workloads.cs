namespace Gramian.Cli.Bench;

/// <summary>The workloads that can be measured.</summary>
internal static class Workloads
{
    private static readonly IWorkload[] All =
    [
        new SumWorkload(), new GaussianProcessWorkload(), new DenseWorkload(), new LargeRidgeWorkload(),
        new SparseWorkload(), new SupportVectorWorkload(), new DensityWorkload(),
    ];

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => All.Select(workload => workload.Name);

    /// <summary>The workload of a name, in any case, or null.</summary>
    public static IWorkload? Find(string name) =>
        Array.Find(All, workload => string.Equals(workload.Name, name, StringComparison.OrdinalIgnoreCase));
}
