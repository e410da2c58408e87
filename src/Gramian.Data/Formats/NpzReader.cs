using System.IO.Compression;

namespace Gramian.Data.Formats;

/// <summary>
/// Reads a zip archive of NumPy arrays of equal length: an array "y" of one dimension is column y, an array "X" of two
/// is X1, X2, ….
/// </summary>
internal static class NpzReader
{
    private const int EntryLimit = 1000;
    private const long RatioLimit = 1032;       // what deflate can reach at most; more is a lie of the directory
    private const int MemoryLimit = 1 << 30;    // of a source that cannot seek

    public static Table Read(Stream stream, string file, TableReadOptions options)
    {
        using Stream seekable = Buffer(stream, file);
        try
        {
            using var archive = new ZipArchive(seekable, ZipArchiveMode.Read, leaveOpen: true);
            return ReadEntries(archive, file, options);
        }
        catch (InvalidDataException error)
        {
            throw DataException.At("this is no zip archive, or it is damaged", file, innerException: error);
        }
    }

    private static Table ReadEntries(ZipArchive archive, string file, TableReadOptions options)
    {
        if (archive.Entries.Count is 0 or > EntryLimit)
        {
            throw DataException.At(FormattableString.Invariant(
                $"the archive has {archive.Entries.Count} arrays; from 1 to {EntryLimit} are accepted"), file);
        }

        var columns = new List<Column>();
        long budget = options.DecompressedLimit;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            string name = entry.FullName;
            if (!name.EndsWith(".npy", StringComparison.Ordinal))
            {
                throw DataException.At($"the archive holds '{DataException.Show(name)}', which is no .npy array", file);
            }

            budget -= entry.Length;
            if (budget < 0 || entry.Length / RatioLimit > entry.CompressedLength)
            {
                throw DataException.At(
                    $"the array '{DataException.Show(name)}' unpacks to {entry.Length} bytes, which looks like a bomb",
                    file);
            }

            using Stream content = entry.Open();
            (string Name, string? Unit) header = HeaderNames.Parse([name[..^4]], file, null)[0];
            columns.AddRange(NpyReader.ReadColumns(content, header, $"{file}/{name}", options));
            Check(columns, file, options);
        }

        TableReader.CheckOverrides([.. columns.Select(column => column.Name)], file, options);
        return new Table(columns, file);
    }

    private static void Check(List<Column> columns, string file, TableReadOptions options)
    {
        int rows = columns[0].Rows;
        foreach (Column column in columns)
        {
            if (column.Rows != rows)
            {
                throw DataException.At(FormattableString.Invariant(
                    $"the array has {column.Rows} rows, but '{columns[0].Name}' has {rows}"), file, null, column.Name);
            }
        }

        if (columns.DistinctBy(c => c.Name).Count() != columns.Count)
        {
            throw DataException.At("two arrays of the archive give a column of the same name", file);
        }

        TableReader.CheckSize(file, rows, columns.Count, options.TableLimit);
    }

    // A zip archive is read from its end, so a source that cannot seek is held in memory first.
    private static MemoryStream Buffer(Stream stream, string file)
    {
        var memory = new MemoryStream();
        byte[] chunk = new byte[1 << 16];
        for (int count; (count = stream.Read(chunk)) > 0;)
        {
            memory.Write(chunk, 0, count);
            if (memory.Length > MemoryLimit)
            {
                throw DataException.At("the archive has more than 1 GiB; unpack it and read the .npy files", file);
            }
        }

        memory.Position = 0;
        return memory.Length == 0 ? throw Refuse.NothingInside(file) : memory;
    }
}
