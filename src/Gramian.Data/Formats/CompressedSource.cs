using System.IO.Compression;

namespace Gramian.Data.Formats;

/// <summary>Recognises gzip by its first bytes and reads through it, with limits that stop a bomb early.</summary>
/// <remarks>
/// One member only: a file of several, as `cat a.gz b.gz` makes, is refused, since the check of the trailing length
/// that finds a cut file knows one length.
/// </remarks>
internal sealed class CompressedSource : ReadOnlyStream
{
    private const long FreeBytes = 32L << 20;      // below this a high ratio is no danger
    private const long RatioLimit = 250;           // real tables stay below 100
    private readonly CountingStream packed;
    private readonly GZipStream unpacked;
    private readonly string file;
    private readonly long limit;
    private long total;

    private CompressedSource(Stream stream, string file, long limit)
    {
        packed = new CountingStream(stream);
        unpacked = new GZipStream(packed, CompressionMode.Decompress);
        (this.file, this.limit) = (file, limit);
    }

    /// <summary>A stream of the plain bytes; the given stream stays open.</summary>
    public static Stream Open(Stream stream, string file, TableReadOptions options)
    {
        byte[] start = new byte[2];
        int count = stream.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        var whole = new PrefixedStream(start.AsMemory(0, count), stream);
        if (count == 2 && start[0] == 0x1F && start[1] == 0x8B)
        {
            return new CompressedSource(whole, file, options.DecompressedLimit);
        }

        return file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) && count > 0
            ? throw DataException.At("the name ends with .gz, but the content is not gzip", file)
            : whole;
    }

    public override int Read(Span<byte> buffer)
    {
        int count;
        try
        {
            count = unpacked.Read(buffer);
        }
        catch (InvalidDataException error)
        {
            throw DataException.At("the gzip data are damaged or cut short", file, innerException: error);
        }

        if (count == 0 && !buffer.IsEmpty && packed.LastFour != (uint)total)
        {
            // The runtime's decompressor takes a cut file for a whole one, so the length in the trailer is checked
            // here.
            throw DataException.At("the gzip data are cut short, or are several files in one; unpack them first", file);
        }

        total += count;
        if (total > limit || (total > FreeBytes && total / RatioLimit > packed.Total))
        {
            throw DataException.At(FormattableString.Invariant(
                $"{packed.Total} compressed bytes unpack to more than {total}, which looks like a bomb"),
                file);
        }

        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            unpacked.Dispose();
        }

        base.Dispose(disposing);
    }
}
