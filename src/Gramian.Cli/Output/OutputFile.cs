using Gramian.Cli.Shell;
using Gramian.Data;

namespace Gramian.Cli.Output;

/// <summary>Represents a file that a verb will write: checked before the work, written whole or not at all.</summary>
/// <param name="Path">The path as the person sees it.</param>
/// <param name="IsSameKind">Says whether an existing file is of the kind that is written, and so may be
/// replaced.</param>
internal sealed record OutputFile(string Path, Func<string, bool> IsSameKind)
{
    private const int ShownBytes = 4096;

    /// <summary>Refuses a place that cannot be written, before any work is done for it.</summary>
    /// <exception cref="RefusedException">The folder does not exist, or the name is taken by something
    /// else.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Check()
    {
        string full = System.IO.Path.GetFullPath(Path);
        string folder = System.IO.Path.GetDirectoryName(full) ?? full;
        if (!Directory.Exists(folder))
        {
            throw Refuse("there is no such folder");
        }

        if (Directory.Exists(full))
        {
            throw Refuse("a folder has this name; choose another with --output");
        }

        if (File.Exists(full) && !IsSameKind(full))
        {
            throw Refuse("a file of another kind has this name and is not overwritten; choose another with --output");
        }

        // Only trying tells whether a folder can be written: rights, read-only disks and quotas all have a say.
        string probe = System.IO.Path.Combine(folder, $".gramian-{Guid.NewGuid():N}.tmp");
        try
        {
            new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose)
                .Dispose();
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            throw Refuse("this folder cannot be written; choose another with --output");
        }
    }

    /// <summary>Writes bytes.</summary>
    public void Write(Action<Stream> write) => AtomicFile.Write(Path, write, IsSameKind);

    /// <summary>Writes text.</summary>
    public void WriteText(Action<TextWriter> write) => AtomicFile.WriteText(Path, write, IsSameKind);

    /// <summary>The beginning of a file as Latin-1 text, in which every byte stays what it is.</summary>
    public static string Start(string path)
    {
        using FileStream file = File.OpenRead(path);
        var bytes = new byte[ShownBytes];
        int count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return System.Text.Encoding.Latin1.GetString(bytes, 0, count);
    }

    private RefusedException Refuse(string problem) =>
        new(ExitCode.Wrong, FailureKind.File, $"{DataException.Show(Path, 200)}: {problem}", Path);
}
