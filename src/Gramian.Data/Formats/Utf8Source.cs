using System.Text;
using System.Text.Unicode;

namespace Gramian.Data.Formats;

/// <summary>
/// Gives text as UTF-8 without a mark; bytes that are not text, and NUL characters, are refused by line.
/// </summary>
internal sealed class Utf8Source : ReadOnlyStream
{
    private const int ChunkBytes = 1 << 16;
    private readonly Stream stream;
    private readonly string file;
    private readonly Encoding encoding;
    private readonly Decoder? decoder;      // null when the source is UTF-8 already
    private readonly byte[] raw = new byte[ChunkBytes];
    private readonly char[] characters = [];
    private byte[] ready = new byte[2 * ChunkBytes];
    private int pending;                    // bytes at the start of raw that end within a character
    private int next;                       // ready[next..filled] is checked and not yet handed out
    private int filled;
    private long line = 1;                  // of the end of what is checked

    public Utf8Source(Stream stream, string file, Encoding? wanted)
    {
        this.stream = stream;
        this.file = file;
        int count = stream.ReadAtLeast(raw, 4, throwOnEndOfStream: false);
        (encoding, int mark) = TextEncodings.Detect(raw.AsSpan(0, count), wanted);
        if (encoding.CodePage != Encoding.UTF8.CodePage)
        {
            encoding = TextEncodings.Strict(encoding);
            decoder = encoding.GetDecoder();
            characters = new char[encoding.GetMaxCharCount(ChunkBytes)];
        }

        Accept(raw.AsSpan(mark, count - mark), atEnd: false);
    }

    /// <summary>Whether everything was checked, though perhaps not yet read.</summary>
    public bool Ended { get; private set; }

    /// <summary>Up to so many bytes that come next, without taking them.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        while (filled - next < count && Fill())
        {
        }

        return ready.AsSpan(next, Math.Min(count, filled - next));
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || (filled == next && !Fill()))
        {
            return 0;
        }

        int count = Math.Min(buffer.Length, filled - next);
        ready.AsSpan(next, count).CopyTo(buffer);
        next += count;
        return count;
    }

    private bool Fill()
    {
        while (!Ended)
        {
            int before = filled - next;
            int count = stream.Read(raw.AsSpan(pending));
            int length = pending + count;
            pending = 0;
            Accept(raw.AsSpan(0, length), atEnd: count == 0);
            Ended = count == 0;
            if (filled - next > before)
            {
                return true;
            }
        }

        return false;
    }

    private void Accept(Span<byte> chunk, bool atEnd)
    {
        Span<byte> fresh = decoder is null ? Validate(chunk, atEnd) : Transcode(chunk, atEnd);
        int nul = fresh.IndexOf((byte)0);
        if (nul >= 0)
        {
            throw DataException.At(
                "there is a NUL character, so this is not text; if it is UTF-16 without a mark, name the encoding",
                file, line + fresh[..nul].Count((byte)'\n'), remedy: DataRemedy.Encoding);
        }

        line += fresh.Count((byte)'\n');
        filled += fresh.Length;
    }

    private Span<byte> Validate(Span<byte> chunk, bool atEnd)
    {
        int complete = atEnd ? chunk.Length : chunk.Length - CutCharacter(chunk);
        Span<byte> target = Room(complete);
        if (!Utf8.IsValid(chunk[..complete]))
        {
            throw NotText(null);
        }

        chunk[..complete].CopyTo(target);
        pending = chunk.Length - complete;
        Span<byte> cut = stackalloc byte[3];
        chunk[complete..].CopyTo(cut);
        cut[..pending].CopyTo(raw);
        return target[..complete];
    }

    private Span<byte> Transcode(ReadOnlySpan<byte> chunk, bool atEnd)
    {
        try
        {
            int count = decoder!.GetChars(chunk, characters, atEnd);
            int end = count > 0 && !atEnd && char.IsHighSurrogate(characters[count - 1]) ? count - 1 : count;
            Span<byte> target = Room(Encoding.UTF8.GetMaxByteCount(count + 1));
            int written = Encoding.UTF8.GetBytes(characters.AsSpan(0, end), target);
            return end == count ? target[..written] : throw NotText(null);
        }
        catch (DecoderFallbackException error)
        {
            throw NotText(error);
        }
    }

    private Span<byte> Room(int count)
    {
        if (next > 0)
        {
            ready.AsSpan(next, filled - next).CopyTo(ready);
            (next, filled) = (0, filled - next);
        }

        if (ready.Length - filled < count)
        {
            Array.Resize(ref ready, Math.Max(ready.Length * 2, filled + count));
        }

        return ready.AsSpan(filled);
    }

    // The number of bytes at the end that begin a character whose rest is still to come.
    private static int CutCharacter(ReadOnlySpan<byte> chunk)
    {
        for (int back = 1; back <= Math.Min(3, chunk.Length); back++)
        {
            byte b = chunk[^back];
            if (b < 0x80)
            {
                return 0;
            }

            if (b >= 0xC0)
            {
                int needed = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
                return needed > back ? back : 0;
            }
        }

        return 0;
    }

    private DataException NotText(Exception? inner) => DataException.At(
        $"the bytes are not text in {encoding.WebName}; name the encoding, such as latin1 or utf-16",
        file, line, innerException: inner, remedy: DataRemedy.Encoding);
}
