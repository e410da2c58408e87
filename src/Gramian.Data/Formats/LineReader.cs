namespace Gramian.Data.Formats;

/// <summary>Gives the lines of UTF-8 text (LF, CRLF or CR) without their ends.</summary>
internal sealed class LineReader(Utf8Source text, string file, int lineLimit)
{
    private byte[] buffer = new byte[1 << 16];
    private int start;      // buffer[start..end] is read and not yet handed out
    private int end;
    private bool afterReturn;

    /// <summary>The number of the line handed out last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Gives the next line, valid until the next call; false at the end.</summary>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        int searched = 0;
        while (true)
        {
            if (afterReturn && start < end)
            {
                start += buffer[start] == '\n' ? 1 : 0;
                afterReturn = false;
            }

            ReadOnlySpan<byte> waiting = buffer.AsSpan(start, end - start);
            int length = waiting[searched..].IndexOfAny((byte)'\n', (byte)'\r');
            if (length >= 0)
            {
                length += searched;
                afterReturn = waiting[length] == '\r';
                return Hand(length, 1, out line);
            }

            searched = waiting.Length;
            if (searched > lineLimit)
            {
                throw DataException.At(FormattableString.Invariant(
                    $"the line has more than {lineLimit} bytes"), file, Number + 1);
            }

            if (!Fill())
            {
                line = default;
                return searched > 0 && Hand(searched, 0, out line);
            }
        }
    }

    private bool Hand(int length, int terminator, out ReadOnlySpan<byte> line)
    {
        line = buffer.AsSpan(start, length);
        start += length + terminator;
        Number++;
        return true;
    }

    private bool Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        int count = text.Read(buffer.AsSpan(end));
        end += count;
        return count > 0;
    }
}
