namespace Gramian.Cli.Tests;

/// <summary>
/// A folder with four fifths of the irises, a classifier fitted to them, and the other fifth: made once for all tests
/// that only read it.
/// </summary>
public sealed class ClassFolder : IDisposable
{
    public ClassFolder()
    {
        string[] lines = File.ReadAllLines(Samples.Iris);
        Folder.Write("flowers.csv", Lines(i => i == 0 || i % 5 != 0));
        Folder.Write("new.csv", Lines(i => i % 5 == 0));
        Fit = Folder.Run("fit", "flowers.csv", "--target", "species", "--json");

        string Lines(Func<int, bool> chosen) => string.Join('\n', lines.Where((_, i) => chosen(i))) + "\n";
    }

    public TestFolder Folder { get; } = new();

    /// <summary>What the fit said.</summary>
    public RunResult Fit { get; }

    public void Dispose() => Folder.Dispose();
}
