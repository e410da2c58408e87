using System.Runtime.InteropServices;

namespace Gramian.Data;

/// <summary>Writes files so that a reader finds the old file or the new one, whole, and never a part.</summary>
/// <remarks>
/// The content goes to a temporary file in the same directory, is flushed to the disk, and takes the name of the
/// target in one step; on Unix the directory is then flushed too. When anything fails, the temporary file is removed
/// and the old file stays. A process that is killed while it writes leaves its temporary file, .NAME.RANDOM.tmp, which
/// nothing reads and anyone may delete; it is not deleted here, since another process may be writing it. Safe to call
/// from several threads and processes; the last complete writer wins.
/// </remarks>
public static class AtomicFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">The target; its directory must exist.</param>
    /// <param name="write">Writes the content to the stream, which it must not close.</param>
    /// <param name="mayReplace">
    /// Given the path of an existing target, says whether it may be replaced; null for yes. Use it to spare files of
    /// another kind.
    /// </param>
    /// <exception cref="DataException">The target exists and must not be replaced, or is a directory.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write, Func<string, bool>? mayReplace = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string full = Path.GetFullPath(path);
        CheckTarget(full, path, mayReplace);
        string directory = Path.GetDirectoryName(full)!;
        string temporary = Path.Combine(directory, $".{Path.GetFileName(full)}.{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, Options(full)))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            CheckTarget(full, path, mayReplace);
            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        FlushDirectory(directory);
    }

    /// <summary>Writes a file of text in UTF-8 without a mark.</summary>
    /// <param name="path">The target; its directory must exist.</param>
    /// <param name="write">Writes the text.</param>
    /// <param name="mayReplace">As in the other overload.</param>
    /// <exception cref="DataException">The target exists and must not be replaced, or is a directory.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteText(string path, Action<TextWriter> write, Func<string, bool>? mayReplace = null)
    {
        ArgumentNullException.ThrowIfNull(write);
        Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
            write(writer);
        }, mayReplace);
    }

    private static void CheckTarget(string full, string path, Func<string, bool>? mayReplace)
    {
        if (Directory.Exists(full))
        {
            throw DataException.At("a folder has this name, so no file can be written here", path);
        }

        if (mayReplace is not null && File.Exists(full) && !mayReplace(full))
        {
            throw DataException.At(
                "a file of another kind has this name and is not overwritten; choose another name", path);
        }
    }

    // The temporary file gets the rights of the file that it replaces.
    private static FileStreamOptions Options(string target)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 1 << 16,
        };
        if (!OperatingSystem.IsWindows() && File.Exists(target))
        {
            options.UnixCreateMode = File.GetUnixFileMode(target);
        }

        return options;
    }

    // .NET flushes files but no directories, so a renamed file could vanish with the power; Windows journals names.
    private static void FlushDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int handle = Open(directory, 0);
        if (handle >= 0)
        {
            _ = Synchronise(handle);
            _ = Close(handle);
        }
    }

#pragma warning disable SYSLIB1054 // generated marshalling would need unsafe code, which this project does not allow
    [DllImport("libc", EntryPoint = "open", CharSet = CharSet.Ansi, BestFitMapping = false,
        ThrowOnUnmappableChar = true)]
    private static extern int Open(string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    private static extern int Synchronise(int handle);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int handle);
#pragma warning restore SYSLIB1054
}
