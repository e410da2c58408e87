using System.Reflection;
using System.Text.Json;

namespace Gramian.Atlas.LibsvmParity;

/// <summary>What LIBSVM's programs found on the same rows, with their version.</summary>
internal static class PeerFigures
{
    private static readonly Lazy<JsonDocument> Stored = new(() => JsonDocument.Parse(Open("libsvm.json")));

    /// <summary>The versions that made the stored figures, in one line.</summary>
    public static string Versions => string.Join(", ", Stored.Value.RootElement.GetProperty("versions")
        .EnumerateObject().Select(entry => $"{entry.Name} {entry.Value.GetString()}"));

    /// <summary>The sets, in the order of their numbers of training rows.</summary>
    public static string[] Sets => [.. Stored.Value.RootElement.GetProperty("sets").EnumerateObject()
        .OrderBy(set => set.Value.GetProperty("train").GetInt32()).Select(set => set.Name)];

    /// <summary>The number of training rows of a set.</summary>
    public static int Rows(string set) =>
        Stored.Value.RootElement.GetProperty("sets").GetProperty(set).GetProperty("train").GetInt32();

    /// <summary>The machines of a set.</summary>
    public static IEnumerable<PeerMachine> Machines(string set) => Stored.Value.RootElement.GetProperty("sets")
        .GetProperty(set).GetProperty("machines").EnumerateObject().Select(Machine);

    private static PeerMachine Machine(JsonProperty stored)
    {
        JsonElement value = stored.Value;
        return new PeerMachine(
            stored.Name, Numbers(value.GetProperty("objectives")), Numbers(value.GetProperty("objectives_loose")),
            value.GetProperty("supports").GetString()!,
            value.TryGetProperty("hits", out JsonElement hits) ? hits.GetInt32() : null,
            value.TryGetProperty("mean_squared_error", out JsonElement error) ? error.GetDouble() : double.NaN,
            value.TryGetProperty("labels", out JsonElement labels) ? labels.GetString() : null,
            [.. value.GetProperty("values").EnumerateArray().Select(Numbers)]);
    }

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetDouble())];

    private static Stream Open(string name) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream("Gramian.Atlas.LibsvmParity." + name)
        ?? throw new InvalidOperationException($"The program was built without its resource {name}.");
}
