using System.Text;

namespace Gramian.Data.Formats;

/// <summary>Finds and names text encodings.</summary>
internal static class TextEncodings
{
    /// <summary>
    /// The encoding by the byte order mark, else the wanted one, else UTF-8; and the length of the mark.
    /// </summary>
    public static (Encoding Encoding, int Mark) Detect(ReadOnlySpan<byte> start, Encoding? wanted)
    {
        if (start.StartsWith<byte>([0xFF, 0xFE, 0, 0]))
        {
            return (Encoding.UTF32, 4);
        }

        if (start.StartsWith<byte>([0, 0, 0xFE, 0xFF]))
        {
            return (new UTF32Encoding(bigEndian: true, byteOrderMark: true), 4);
        }

        if (start.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
        {
            return (Encoding.UTF8, 3);
        }

        if (start.StartsWith<byte>([0xFF, 0xFE]))
        {
            return (Encoding.Unicode, 2);
        }

        return start.StartsWith<byte>([0xFE, 0xFF])
            ? (Encoding.BigEndianUnicode, 2)
            : (wanted ?? Encoding.UTF8, 0);
    }

    /// <summary>The same encoding, made to throw at bytes that are none of its characters.</summary>
    public static Encoding Strict(Encoding encoding) => Encoding.GetEncoding(
        encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
}
