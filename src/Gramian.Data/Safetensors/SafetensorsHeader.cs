using System.Text.Json;
using System.Text.Unicode;

namespace Gramian.Data.Safetensors;

/// <summary>
/// Reads the header of a safetensors file strictly and checks every size before anything is allocated.
/// </summary>
internal sealed class SafetensorsHeader
{
    private const int DepthLimit = 32;
    private const int TensorLimit = 100_000;
    private const int DimensionLimit = 8;
    private readonly string file;

    private SafetensorsHeader(string file) => this.file = file;

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    public List<TensorInfo> Tensors { get; } = [];

    /// <param name="json">The bytes of the header.</param>
    /// <param name="dataLength">The number of bytes that follow it.</param>
    /// <param name="file">The name of the file, for messages.</param>
    public static SafetensorsHeader Parse(ReadOnlyMemory<byte> json, long dataLength, string file)
    {
        var header = new SafetensorsHeader(file);
        if (json.IsEmpty || json.Span[0] != '{' || !Utf8.IsValid(json.Span))
        {
            throw header.Bad("the header is not a JSON object in UTF-8");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions
            {
                AllowDuplicateProperties = false,
                CommentHandling = JsonCommentHandling.Disallow,
                MaxDepth = DepthLimit,
            });
            header.ReadRoot(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw header.Bad("the header is not strict JSON", error);
        }

        header.CheckLayout(dataLength);
        return header;
    }

    private void ReadRoot(JsonElement root)
    {
        Dictionary<string, string> digests = [];
        foreach (JsonProperty member in root.EnumerateObject())
        {
            if (member.NameEquals(SafetensorsFile.MetadataName))
            {
                foreach (JsonProperty entry in member.Value.EnumerateObject())
                {
                    Metadata.Add(entry.Name, entry.Value.GetString() ?? throw Bad("a metadata value is null"));
                }
            }
        }

        if (Metadata.TryGetValue(SafetensorsFile.ArrayDigests, out string? stated))
        {
            digests = JsonSerializer.Deserialize<Dictionary<string, string>>(stated,
                JsonSerializerOptions.Strict) ?? [];
        }

        foreach (JsonProperty member in root.EnumerateObject())
        {
            if (!member.NameEquals(SafetensorsFile.MetadataName))
            {
                Tensors.Add(ReadTensor(member, digests.GetValueOrDefault(member.Name)));
                if (Tensors.Count > TensorLimit)
                {
                    throw Bad("the header lists too many arrays");
                }
            }
        }

        if (digests.Keys.FirstOrDefault(name => Tensors.TrueForAll(t => t.Name != name)) is string orphan)
        {
            throw Bad($"there is a digest of an array '{DataException.Show(orphan)}', which is absent");
        }
    }

    private TensorInfo ReadTensor(JsonProperty member, string? digest)
    {
        string name = member.Name;
        (TensorType? type, long[]? shape, long[]? offsets) = (null, null, null);
        foreach (JsonProperty field in member.Value.EnumerateObject())
        {
            switch (field.Name)
            {
                case "dtype":
                    type = TensorTypes.Parse(field.Value.GetString())
                        ?? throw Bad($"the array '{DataException.Show(name)}' has an unknown element type");
                    break;
                case "shape":
                    shape = Integers(field.Value, DimensionLimit);
                    break;
                case "data_offsets":
                    offsets = Integers(field.Value, 2);
                    break;
                default:
                    throw Bad($"the array '{DataException.Show(name)}' has an unknown member");
            }
        }

        if (type is null || shape is null || offsets is not { Length: 2 })
        {
            throw Bad($"the array '{DataException.Show(name)}' lacks its type, shape or place");
        }

        long length = TensorTypes.Size(type.Value);
        try
        {
            foreach (long size in shape)
            {
                length = checked(length * size);
            }
        }
        catch (OverflowException error)
        {
            throw Bad($"the array '{DataException.Show(name)}' is too large", error);
        }

        return offsets[0] <= offsets[1] && offsets[1] - offsets[0] == length
            ? new TensorInfo(name, type.Value, shape, offsets[0], length, digest)
            : throw Bad($"the shape of the array '{DataException.Show(name)}' does not match its bytes");
    }

    private long[] Integers(JsonElement array, int limit)
    {
        int count = array.GetArrayLength();
        if (count > limit)
        {
            throw Bad("a list of sizes is too long");
        }

        var values = new long[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = array[i].TryGetInt64(out long value) && value >= 0
                ? value
                : throw Bad("a size is not an integer from 0 to 9223372036854775807");
        }

        return values;
    }

    private void CheckLayout(long dataLength)
    {
        Tensors.Sort((a, b) => (a.Start, a.Length).CompareTo((b.Start, b.Length)));
        long end = 0;
        foreach (TensorInfo tensor in Tensors)
        {
            if (tensor.Start != end)
            {
                throw Bad("the arrays overlap or leave holes");
            }

            end = checked(end + tensor.Length);
        }

        if (end != dataLength)
        {
            throw Bad(FormattableString.Invariant(
                $"the arrays need {end} bytes, but {dataLength} follow the header; the file is cut or has a tail"));
        }
    }

    private DataException Bad(string problem, Exception? inner = null) =>
        DataException.At(problem, file, innerException: inner);
}
