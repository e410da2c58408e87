namespace Gramian.Data.Formats;

/// <summary>Counts the bytes that are read from a stream, which stays open.</summary>
internal sealed class CountingStream(Stream stream) : ReadOnlyStream
{
    /// <summary>The number of bytes read so far.</summary>
    public long Total { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        int count = stream.Read(buffer);
        Total += count;
        return count;
    }
}
