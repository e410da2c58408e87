using Gramian.Cli.Shell;
using Gramian.Data;

namespace Gramian.Cli.Output;

/// <summary>Reads tables for verbs, and names what is made of them.</summary>
internal static class TableSource
{
    public const string StandardInput = "-";

    /// <summary>Reads a table; waiting for standard input ends when the run is cancelled.</summary>
    public static Table Read(Session session, string path, TableReadOptions options)
    {
        session.Cancellation.ThrowIfCancellationRequested();
        return path == StandardInput
            ? Task.Run(() => Table.Read(path, options)).WaitAsync(session.Cancellation).GetAwaiter().GetResult()
            : Table.Read(path, options);
    }

    /// <summary>The name of a table without folder and extensions: what its model is named by default.</summary>
    public static string BareName(string path)
    {
        if (path == StandardInput)
        {
            return "table";
        }

        string name = Path.GetFileName(path);
        name = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        string bare = Path.GetFileNameWithoutExtension(name);
        return bare.Length > 0 ? bare : name;
    }
}
