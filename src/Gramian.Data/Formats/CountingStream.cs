namespace Gramian.Data.Formats;

/// <summary>Counts the bytes that are read from a stream, which stays open, and remembers the last four.</summary>
internal sealed class CountingStream(Stream stream) : ReadOnlyStream
{
    /// <summary>The number of bytes read so far.</summary>
    public long Total { get; private set; }

    /// <summary>The last four bytes read, as a little-endian number.</summary>
    public uint LastFour { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        int count = stream.Read(buffer);
        Total += count;
        foreach (byte b in buffer[Math.Max(0, count - 4)..count])
        {
            LastFour = (LastFour >> 8) | ((uint)b << 24);
        }

        return count;
    }
}
