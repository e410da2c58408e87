using Gramian.Cli.Arguments;
using Gramian.Cli.Shell;
using Gramian.Data;

namespace Gramian.Cli.Output;

/// <summary>Reads tables for verbs, and names what is made of them.</summary>
internal static class TableSource
{
    public const string StandardInput = "-";

    /// <summary>
    /// Reads a table, and leaves out rows where that is asked for; waiting for standard input ends when the run is
    /// cancelled.
    /// </summary>
    public static Table Read(Session session, string path, TableReadOptions options)
    {
        session.Cancellation.ThrowIfCancellationRequested();
        Table read = path == StandardInput
            ? Task.Run(() => Table.Read(path, options)).WaitAsync(session.Cancellation).GetAwaiter().GetResult()
            : Table.Read(path, options);
        return session.Value(TableFlags.SkipMissing) is string[] columns ? Complete(session, read, columns) : read;
    }

    private static Table Complete(Session session, Table read, string[] columns)
    {
        Table whole = read.Complete(columns is [TableFlags.EveryColumn] ? null : columns);
        if (whole.Rows < read.Rows)
        {
            session.Note(FormattableString.Invariant($"{read.Rows - whole.Rows} of {read.Rows} rows left out, ")
                + $"with a missing cell (--skip-missing {string.Join(',', columns)})");
        }

        return whole;
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
