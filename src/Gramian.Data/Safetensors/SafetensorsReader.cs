using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Gramian.Numerics;

namespace Gramian.Data.Safetensors;

/// <summary>
/// Reads a safetensors file: the header is checked at once, the arrays are read and verified when asked for.
/// </summary>
/// <remarks>
/// A file that lies about its sizes is refused before memory of that size is asked for. Where digests are stated, as
/// <see cref="SafetensorsFile"/> does, they must hold. Not safe for concurrent use.
/// </remarks>
public sealed class SafetensorsReader : IDisposable
{
    private const int ChunkBytes = 1 << 20;
    private readonly Stream stream;
    private readonly string file;
    private readonly long dataStart;
    private readonly Dictionary<string, TensorInfo> tensors;

    private SafetensorsReader(Stream stream, string file)
    {
        (this.stream, this.file) = (stream, file);
        long total = stream.Length;
        Span<byte> prefix = stackalloc byte[8];
        stream.Position = 0;
        long length = total < 8 ? -1 : Exactly(prefix) ? BinaryPrimitives.ReadInt64LittleEndian(prefix) : -1;
        if (length < 2 || length > total - 8 || length > SafetensorsFile.HeaderLimit)
        {
            throw DataException.At(
                "this is no model file (.gram, safetensors), or it is cut short: its first 8 bytes do not give the "
                + "length of a header", file);
        }

        byte[] header = new byte[length];
        if (!Exactly(header))
        {
            throw Cut();
        }

        dataStart = 8 + length;
        SafetensorsHeader parsed = SafetensorsHeader.Parse(header, total - dataStart, file);
        (Metadata, Tensors) = (parsed.Metadata, parsed.Tensors);
        tensors = parsed.Tensors.ToDictionary(t => t.Name, StringComparer.Ordinal);
        VerifyHeader(header);
    }

    /// <summary>The strings of the header.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The arrays in the order of their bytes.</summary>
    public IReadOnlyList<TensorInfo> Tensors { get; }

    /// <summary>Whether the file states digests of its header and of every array.</summary>
    public bool HasDigests => Metadata.ContainsKey(SafetensorsFile.HeaderDigest) && Tensors.All(t =>
        t.Sha256 is not null);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">The header is not valid, does not fit the file, or its digest is
    /// wrong.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafetensorsReader Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw DataException.At(Directory.Exists(path) ? "this is a folder, not a file" : "there is no such file",
                path);
        }

        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        try
        {
            return new SafetensorsReader(stream, path);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Opens a stream.</summary>
    /// <param name="stream">The bytes, seekable; closed with the reader.</param>
    /// <param name="name">The name for messages.</param>
    /// <exception cref="DataException">The header is not valid, does not fit the stream, or its digest is
    /// wrong.</exception>
    public static SafetensorsReader Open(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new SafetensorsReader(stream, name);
    }

    /// <summary>Reads an array of one dimension.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="DataException">It is absent or of another kind, or its digest is wrong.</exception>
    public double[] ReadVector(string name)
    {
        TensorInfo tensor = Find(name, TensorType.Float64, 1);
        double[] values = new double[Index(tensor.Shape[0], tensor)];
        using var bytes = new TensorBytes(this, tensor);
        bytes.Next(MemoryMarshal.AsBytes(values.AsSpan()));
        bytes.Verify();
        return values;
    }

    /// <summary>Reads an array of integers of one dimension.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="DataException">It is absent or of another kind, or its digest is wrong.</exception>
    public int[] ReadIntegers(string name)
    {
        TensorInfo tensor = Find(name, TensorType.Int32, 1);
        int[] values = new int[Index(tensor.Shape[0], tensor)];
        using var bytes = new TensorBytes(this, tensor);
        bytes.Next(MemoryMarshal.AsBytes(values.AsSpan()));
        bytes.Verify();
        return values;
    }

    /// <summary>Reads an array of two dimensions.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="DataException">It is absent or of another kind, or its digest is wrong.</exception>
    public Matrix<double> ReadMatrix(string name)
    {
        TensorInfo tensor = Find(name, TensorType.Float64, 2);
        if (tensor.Length == 0)
        {
            throw DataException.At($"the array '{DataException.Show(name)}' is empty", file);
        }

        var values = Matrix<double>.Uninitialized(Index(tensor.Shape[0], tensor), Index(tensor.Shape[1], tensor));
        using var bytes = new TensorBytes(this, tensor);
        for (int row = 0; row < values.Rows; row++)
        {
            bytes.Next(MemoryMarshal.AsBytes(values.Row(row)));
        }

        bytes.Verify();
        return values;
    }

    /// <summary>Reads the lower triangle of a matrix, stored by rows; the rest is zero.</summary>
    /// <param name="name">The name.</param>
    /// <param name="size">n; the array must have n(n + 1)/2 numbers.</param>
    /// <exception cref="DataException">It is absent or of another kind or size, or its digest is wrong.</exception>
    public Matrix<double> ReadLowerTriangle(string name, int size)
    {
        Guard.AtLeast(size, 0);
        TensorInfo tensor = Find(name, TensorType.Float64, 1);
        if (tensor.Shape[0] != (long)size * (size + 1L) / 2)
        {
            throw DataException.At(FormattableString.Invariant(
                $"the array '{name}' must be the triangle of a matrix of {size} rows"), file);
        }

        var values = new Matrix<double>(size, size);
        using var bytes = new TensorBytes(this, tensor);
        for (int row = 0; row < size; row++)
        {
            bytes.Next(MemoryMarshal.AsBytes(values.Row(row)[..(row + 1)]));
        }

        bytes.Verify();
        return values;
    }

    /// <summary>Verifies the digest of every array that states one, without keeping the content.</summary>
    /// <exception cref="DataException">A digest is wrong.</exception>
    public void VerifyAll()
    {
        byte[] chunk = new byte[ChunkBytes];
        foreach (TensorInfo tensor in Tensors)
        {
            using var bytes = new TensorBytes(this, tensor);
            for (long left = tensor.Length; left > 0; left -= Math.Min(left, chunk.Length))
            {
                bytes.Next(chunk.AsSpan(0, (int)Math.Min(left, chunk.Length)));
            }

            bytes.Verify();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private TensorInfo Find(string name, TensorType type, int dimensions)
    {
        ArgumentNullException.ThrowIfNull(name);
        return tensors.TryGetValue(name, out TensorInfo? tensor) && tensor.Type == type
            && tensor.Shape.Count == dimensions
            ? tensor
            : throw DataException.At(FormattableString.Invariant(
                $"the array '{DataException.Show(name)}' ({dimensions}-D, {TensorTypes.Name(type)}) is absent"),
                file);
    }

    private int Index(long size, TensorInfo tensor) => size <= Array.MaxLength
        ? (int)size
        : throw DataException.At($"the array '{tensor.Name}' is too large for this version", file);

    private void VerifyHeader(byte[] header)
    {
        if (Metadata.TryGetValue(SafetensorsFile.HeaderDigest, out string? stated)
            && SafetensorsFile.DigestOf(header, stated) != stated)
        {
            throw DataException.At("the digest of the header is wrong; the file was damaged or changed", file);
        }
    }

    private bool Exactly(Span<byte> destination) =>
        stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false) == destination.Length;

    private DataException Cut() => DataException.At("the file ends too early", file);

    /// <summary>The bytes of one array, hashed as they pass.</summary>
    private sealed class TensorBytes : IDisposable
    {
        private readonly SafetensorsReader reader;
        private readonly TensorInfo tensor;
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public TensorBytes(SafetensorsReader reader, TensorInfo tensor)
        {
            (this.reader, this.tensor) = (reader, tensor);
            reader.stream.Position = reader.dataStart + tensor.Start;
        }

        public void Next(Span<byte> destination)
        {
            if (!reader.Exactly(destination))
            {
                throw reader.Cut();
            }

            hash.AppendData(destination);
        }

        public void Verify()
        {
            if (tensor.Sha256 is not null && Convert.ToHexStringLower(hash.GetHashAndReset()) != tensor.Sha256)
            {
                throw DataException.At(
                    $"the digest of the array '{DataException.Show(tensor.Name)}' is wrong; the file was damaged",
                    reader.file);
            }
        }

        public void Dispose() => hash.Dispose();
    }
}
