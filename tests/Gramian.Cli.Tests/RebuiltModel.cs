using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gramian.Cli.Tests;

/// <summary>Makes the digests of a model file right again after its content was changed.</summary>
internal static class RebuiltModel
{
    /// <summary>A model file with one byte of its arrays changed and all digests recomputed.</summary>
    public static byte[] WithByte(byte[] whole, Func<int, int> position, byte flip)
    {
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(whole);
        byte[] data = whole[(8 + length)..];
        data[position(data.Length)] ^= flip;
        JsonObject header = JsonNode.Parse(whole.AsSpan(8, length))!.AsObject();
        return Assemble(header, data);
    }

    /// <summary>A model file with its document changed and all digests recomputed.</summary>
    public static byte[] WithDocument(byte[] whole, Func<string, string> change)
    {
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(whole);
        JsonObject header = JsonNode.Parse(whole.AsSpan(8, length))!.AsObject();
        JsonNode metadata = header["__metadata__"]!;
        metadata["gramian"] = change((string)metadata["gramian"]!);
        return Assemble(header, whole[(8 + length)..]);
    }

    private static byte[] Assemble(JsonObject header, byte[] data)
    {
        var digests = new JsonObject();
        foreach ((string name, JsonNode? tensor) in header.Where(member => member.Key != "__metadata__"))
        {
            (int start, int end) = ((int)tensor!["data_offsets"]![0]!, (int)tensor["data_offsets"]![1]!);
            digests[name] = Convert.ToHexStringLower(SHA256.HashData(data.AsSpan(start, end - start)));
        }

        JsonNode metadata = header["__metadata__"]!;
        metadata["sha256"] = digests.ToJsonString();
        metadata["header_sha256"] = new string('0', 64);
        metadata["header_sha256"] = Convert.ToHexStringLower(
            SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(header)));
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(header);
        byte[] prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, bytes.Length);
        return [.. prefix, .. bytes, .. data];
    }
}
