using System.Buffers.Binary;

namespace Gramian.Reports.Svg;

/// <summary>Writes small palette images as PNG, with the same bytes on every machine.</summary>
/// <remarks>
/// The pixels are stored, not compressed: a compressor of the platform may change its output between versions, and an
/// image of a report is only some thousand pixels.
/// </remarks>
internal static class PngImage
{
    private const int StoredBlockLimit = 65535;

    private static readonly uint[] CrcTable = BuildCrcTable();

    /// <summary>Encodes an image of 8-bit palette indices, rows from the top.</summary>
    public static byte[] Encode(int width, int height, ReadOnlySpan<byte> indices, ReadOnlySpan<byte> palette)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 3); // eight bits, palette
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "PLTE"u8, palette);

        byte[] scanlines = new byte[height * (width + 1)]; // each row begins with its filter, 0: none
        for (int row = 0; row < height; row++)
        {
            indices.Slice(row * width, width).CopyTo(scanlines.AsSpan((row * (width + 1)) + 1));
        }

        Chunk(file, "IDAT"u8, Store(scanlines));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Store(byte[] data)
    {
        using var stream = new MemoryStream();
        stream.Write([0x78, 0x01]);
        Span<byte> lengths = stackalloc byte[4];
        for (int start = 0; start < data.Length; start += StoredBlockLimit)
        {
            int length = Math.Min(StoredBlockLimit, data.Length - start);
            stream.WriteByte(start + length == data.Length ? (byte)1 : (byte)0);
            BinaryPrimitives.WriteUInt16LittleEndian(lengths, (ushort)length);
            BinaryPrimitives.WriteUInt16LittleEndian(lengths[2..], (ushort)~length);
            stream.Write(lengths);
            stream.Write(data, start, length);
        }

        (uint a, uint b) = (1, 0); // Adler-32
        foreach (byte value in data)
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }

        BinaryPrimitives.WriteUInt32BigEndian(lengths, (b << 16) | a);
        stream.Write(lengths);
        return stream.ToArray();
    }

    private static void Chunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        file.Write(word);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(word, ~Crc(Crc(uint.MaxValue, type), data));
        file.Write(word);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (byte value in data)
        {
            crc = CrcTable[(crc ^ value) & 0xFF] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] BuildCrcTable()
    {
        uint[] table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            uint c = n;
            for (int bit = 0; bit < 8; bit++)
            {
                c = (c & 1) == 1 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            }

            table[n] = c;
        }

        return table;
    }
}
