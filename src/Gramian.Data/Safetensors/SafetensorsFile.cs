using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gramian.Data.Safetensors;

/// <summary>Writes arrays and text in the safetensors layout, with digests of everything.</summary>
/// <remarks>
/// The file is 8 bytes of little-endian header length, a JSON header, and the arrays without gaps, sorted by name.
/// Any safetensors reader opens it. "__metadata__" holds, beside the caller's strings, "sha256" (a JSON object of the
/// digest of each array) and "header_sha256": the digest of the header in which this digest itself is written as 64
/// zeros. The same content gives the same bytes.
/// </remarks>
public static class SafetensorsFile
{
    /// <summary>The longest header, in bytes.</summary>
    public const int HeaderLimit = 16 << 20;

    internal const string MetadataName = "__metadata__";
    internal const string ArrayDigests = "sha256";
    internal const string HeaderDigest = "header_sha256";
    internal static readonly string NoDigest = new('0', 64);

    /// <summary>Writes a file in one step; see <see cref="AtomicFile"/>.</summary>
    /// <param name="path">The target.</param>
    /// <param name="metadata">Strings by name.</param>
    /// <param name="tensors">The arrays, of different names.</param>
    /// <param name="mayReplace">Whether an existing file may be replaced; null for yes.</param>
    /// <exception cref="ArgumentException">A name is reserved or comes twice, or the header would be too
    /// long.</exception>
    public static void Write(
        string path, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<TensorEntry> tensors,
        Func<string, bool>? mayReplace = null) =>
        AtomicFile.Write(path, stream => Write(stream, metadata, tensors), mayReplace);

    /// <summary>Writes to a stream.</summary>
    /// <param name="stream">Receives the bytes; not closed.</param>
    /// <param name="metadata">Strings by name.</param>
    /// <param name="tensors">The arrays, of different names.</param>
    /// <exception cref="ArgumentException">A name is reserved or comes twice, or the header would be too
    /// long.</exception>
    public static void Write(
        Stream stream, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<TensorEntry> tensors)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentNullException.ThrowIfNull(tensors);
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Arrays are written on little-endian machines only.");
        }

        TensorEntry[] sorted = [.. tensors.OrderBy(t => t.Name, StringComparer.Ordinal)];
        CheckNames(metadata, sorted);
        byte[] header = MakeHeader(metadata, sorted);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (TensorEntry tensor in sorted)
        {
            tensor.WriteTo(stream.Write);
        }
    }

    /// <summary>
    /// Replaces the digest in a header by zeros and hashes the rest; null when it is not there exactly once.
    /// </summary>
    internal static string? DigestOf(ReadOnlySpan<byte> header, string stated)
    {
        byte[] member = Encoding.UTF8.GetBytes($"\"{HeaderDigest}\":\"{stated}\"");
        int at = header.IndexOf(member);
        if (stated.Length != NoDigest.Length || at < 0 || header[(at + 1)..].IndexOf(member) >= 0)
        {
            return null;
        }

        byte[] blank = header.ToArray();
        blank.AsSpan(at + member.Length - 1 - NoDigest.Length, NoDigest.Length).Fill((byte)'0');
        return Convert.ToHexStringLower(SHA256.HashData(blank));
    }

    private static void CheckNames(IReadOnlyDictionary<string, string> metadata, TensorEntry[] sorted)
    {
        if (metadata.ContainsKey(ArrayDigests) || metadata.ContainsKey(HeaderDigest))
        {
            throw new ArgumentException("The metadata must leave the names of the digests free.", nameof(metadata));
        }

        for (int i = 0; i < sorted.Length; i++)
        {
            if (sorted[i].Name == MetadataName || (i > 0 && sorted[i].Name == sorted[i - 1].Name))
            {
                throw new ArgumentException($"The array name '{sorted[i].Name}' is reserved or comes twice.",
                    "tensors");
            }
        }
    }

    private static byte[] MakeHeader(IReadOnlyDictionary<string, string> metadata, TensorEntry[] sorted)
    {
        var strings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, string value) in metadata)
        {
            strings.Add(name, value);
        }

        strings[ArrayDigests] = Digests(sorted);
        strings[HeaderDigest] = NoDigest;
        byte[] blank = Serialise(strings, sorted);
        if (blank.Length > HeaderLimit)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The header must have at most {HeaderLimit} bytes, but it would have {blank.Length}."),
                nameof(metadata));
        }

        strings[HeaderDigest] = Convert.ToHexStringLower(SHA256.HashData(blank));
        return Serialise(strings, sorted);
    }

    private static string Digests(TensorEntry[] sorted)
    {
        var digests = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (TensorEntry tensor in sorted)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            tensor.WriteTo(hash.AppendData);
            digests.Add(tensor.Name, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }

        return JsonSerializer.Serialize(digests);
    }

    private static byte[] Serialise(SortedDictionary<string, string> strings, TensorEntry[] sorted)
    {
        using var buffer = new MemoryStream();
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataName);
            foreach ((string name, string value) in strings)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            long offset = 0;
            foreach (TensorEntry tensor in sorted)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", TensorTypes.Name(tensor.Type));
                json.WriteStartArray("shape");
                foreach (long size in tensor.Shape)
                {
                    json.WriteNumberValue(size);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                offset = checked(offset + tensor.Length);
                json.WriteNumberValue(offset);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // Spaces to a multiple of 8 keep the numbers aligned for readers that map the file.
        while (buffer.Length % 8 != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }
}
