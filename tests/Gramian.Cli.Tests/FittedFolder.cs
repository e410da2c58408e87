namespace Gramian.Cli.Tests;

/// <summary>
/// A folder with a table, a model fitted to it, and its report: made once for all tests that only read it.
/// </summary>
public sealed class FittedFolder : IDisposable
{
    public FittedFolder()
    {
        Folder.Write("parts.csv", Samples.Small(60));
        Folder.Write("new.csv", Samples.Small(20, seed: 1));
        Fit = Folder.Run("fit", "parts.csv", "--target", "y", "--restarts", "0");
    }

    public TestFolder Folder { get; } = new();

    /// <summary>What the fit said.</summary>
    public RunResult Fit { get; }

    public void Dispose() => Folder.Dispose();
}
