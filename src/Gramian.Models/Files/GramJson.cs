using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gramian.Models.Files;

/// <summary>Writes and reads the text part of a model file: strict JSON with finite numbers only.</summary>
internal static class GramJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 32,
    };

    public static string Write(GramDocument document) => JsonSerializer.Serialize(document, Options);

    /// <exception cref="JsonException">The text is not the document.</exception>
    public static GramDocument Read(string text)
    {
        byte[] bytes = new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(text);
        CheckNumbers(bytes);
        return JsonSerializer.Deserialize<GramDocument>(bytes, Options)
            ?? throw new JsonException("The document is null.");
    }

    /// <summary>
    /// The major and minor number of the format and of the least reader, before anything else is read.
    /// </summary>
    public static (string Format, string MinReader) ReadVersions(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 32 });
        return (document.RootElement.GetProperty("format").GetString() ?? "",
            document.RootElement.GetProperty("minReader").GetString() ?? "");
    }

    // The serializer reads 1e999 as infinity, which no member may be.
    private static void CheckNumbers(byte[] bytes)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 32 });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Number && !(reader.TryGetDouble(out double value)
                && double.IsFinite(value)))
            {
                throw new JsonException("A number is not finite.");
            }
        }
    }
}
