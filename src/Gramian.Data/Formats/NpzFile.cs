using System.IO.Compression;
using Gramian.Data.Safetensors;

namespace Gramian.Data.Formats;

/// <summary>Writes zip archives of NumPy arrays, which numpy.load reads as a dictionary.</summary>
/// <remarks>Arrays are of version 1.0 of the format and not packed; the same arrays give the same bytes.</remarks>
public static class NpzFile
{
    // The first moment that a zip archive can hold.
    private static readonly DateTimeOffset Moment = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes arrays of numbers, then texts as arrays of no dimension.</summary>
    /// <param name="stream">Receives the bytes; not closed.</param>
    /// <param name="arrays">The arrays, of different names.</param>
    /// <param name="texts">The texts by name, none of them that of an array.</param>
    public static void Write(
        Stream stream, IEnumerable<TensorEntry> arrays, IReadOnlyDictionary<string, string> texts)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(arrays);
        ArgumentNullException.ThrowIfNull(texts);
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (TensorEntry array in arrays)
        {
            Add(archive, array);
        }

        foreach ((string name, string text) in texts)
        {
            AddText(archive, name, [text], shape: []);
        }
    }

    internal static void Add(ZipArchive archive, TensorEntry array)
    {
        using Stream content = Open(archive, array.Name);
        NpyWriter.WriteHeader(content, NpyWriter.Descriptor(array.Type), array.Shape);
        array.WriteTo(content.Write);
    }

    internal static void AddText(ZipArchive archive, string name, IReadOnlyList<string> cells, long[] shape)
    {
        using Stream content = Open(archive, name);
        NpyWriter.WriteText(content, cells, shape);
    }

    internal static Stream Open(ZipArchive archive, string name)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name + ".npy", CompressionLevel.NoCompression);
        entry.LastWriteTime = Moment;
        return entry.Open();
    }
}
