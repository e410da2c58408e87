namespace Gramian.Cli.Bench;

/// <summary>Represents a workload: fixed inputs, fixed outputs, several measurements.</summary>
internal interface IWorkload
{
    /// <summary>The name, such as W3.</summary>
    string Name { get; }

    /// <summary>Runs the cases that are wanted; each measurement is printed as it ends.</summary>
    void Run(BenchRun bench);
}
