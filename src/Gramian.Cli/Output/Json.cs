using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gramian.Cli.Output;

/// <summary>Writes JSON for programs: one object on one line; a number that is not finite becomes null.</summary>
internal static class Json
{
    // Messages hold quotes and letters of all languages; they go to a pipe, not into a page.
    private static readonly JsonWriterOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A number, or null when it is not finite, which JSON cannot say.</summary>
    public static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    /// <summary>A list of numbers.</summary>
    public static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(Number)]);

    /// <summary>A list of texts.</summary>
    public static JsonArray Texts(IEnumerable<string> values) => new([.. values.Select(v => (JsonNode?)v)]);

    /// <summary>Writes one object and a line feed, in one piece.</summary>
    public static void Write(TextWriter output, JsonObject value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Format))
        {
            value.WriteTo(writer);
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
