using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Gramian.Data.Safetensors;

namespace Gramian.Data.Formats;

/// <summary>Writes NumPy arrays of version 1.0: a padded Python literal, then the elements by rows.</summary>
internal static class NpyWriter
{
    private const int Alignment = 64;
    private const int Prefix = 10;              // the magic, the version and the length of the header

    public static string Descriptor(TensorType type) => type switch
    {
        TensorType.Float64 => "<f8",
        TensorType.Float32 => "<f4",
        TensorType.Int64 => "<i8",
        TensorType.Int32 => "<i4",
        _ => "|u1",
    };

    public static void WriteHeader(Stream stream, string descriptor, IReadOnlyList<long> shape)
    {
        string sizes = string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture)))
            + (shape.Count == 1 ? "," : "");
        string text = $"{{'descr': '{descriptor}', 'fortran_order': False, 'shape': ({sizes}), }}";
        int length = text.Length + 1;
        int padded = ((Prefix + length + Alignment - 1) / Alignment * Alignment) - Prefix;
        stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)(padded & 0xFF), (byte)(padded >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(text.PadRight(padded - 1) + "\n"));
    }

    /// <summary>Texts as fixed numbers of code points, "&lt;U".</summary>
    public static void WriteText(Stream stream, IReadOnlyList<string> cells, long[] shape)
    {
        byte[][] encoded = [.. cells.Select(cell => Encoding.UTF32.GetBytes(cell))];
        int width = Math.Max(1, encoded.Length == 0 ? 0 : encoded.Max(bytes => bytes.Length) / sizeof(int));
        WriteHeader(stream, string.Create(CultureInfo.InvariantCulture, $"<U{width}"), shape);
        byte[] line = new byte[width * sizeof(int)];
        foreach (byte[] bytes in encoded)
        {
            Array.Clear(line);
            bytes.CopyTo(line, 0);
            stream.Write(line);
        }
    }

    public static void WriteNumbers<T>(Stream stream, string descriptor, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        WriteHeader(stream, descriptor, [values.Length]);
        stream.Write(MemoryMarshal.AsBytes(values));
    }
}
