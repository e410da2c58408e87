using Gramian.Numerics;

namespace Gramian.Atlas;

/// <summary>Represents what an experiment is given: data, effort, threads.</summary>
public sealed record ExperimentContext
{
    /// <summary>Where tables are found.</summary>
    public DataFolders Data { get; init; } = DataFolders.FromEnvironment();

    /// <summary>Whether a small run of some seconds is wanted; its verdicts are PASS-SCALED at best.</summary>
    public bool Quick { get; init; }

    /// <summary>
    /// The first seed; an experiment with k seeds uses this one and the k − 1 that follow. 0 by default.
    /// </summary>
    public ulong FirstSeed { get; init; }

    /// <summary>Threads, progress and cancellation.</summary>
    public ComputeOptions Compute { get; init; } = ComputeOptions.Default;
}
