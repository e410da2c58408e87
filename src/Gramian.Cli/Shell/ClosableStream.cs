namespace Gramian.Cli.Shell;

/// <summary>
/// A standard stream that may have been closed by whoever started the process, or by a reader that has seen enough:
/// what is written then is dropped without a word. A full disk is still an error.
/// </summary>
internal sealed class ClosableStream(Stream inner) : Stream
{
    private bool closed;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (closed)
        {
            return;
        }

        try
        {
            inner.Write(buffer);
        }
        catch (UnauthorizedAccessException)
        {
            closed = true; // the descriptor was not open when the process began
        }
    }

    public override void Flush()
    {
        if (!closed)
        {
            inner.Flush();
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
