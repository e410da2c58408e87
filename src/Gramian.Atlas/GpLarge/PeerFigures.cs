using System.Reflection;
using System.Text.Json;

namespace Gramian.Atlas.GpLarge;

/// <summary>What others reached: NumPy's Nyström on the same split, with versions, and published figures.</summary>
internal static class PeerFigures
{
    private static readonly Lazy<JsonDocument> Stored = new(() => JsonDocument.Parse(Open("numpy_nystrom.json")));

    /// <summary>The versions that made the stored figures, in one line.</summary>
    public static string Versions => string.Join(", ", Stored.Value.RootElement.GetProperty("versions")
        .EnumerateObject().Select(entry => $"{entry.Name} {entry.Value.GetString()}"));

    /// <summary>The RMSE of NumPy's Nyström with 3000 centres, y standardised on the training rows.</summary>
    public static double Rmse(string set) =>
        Stored.Value.RootElement.GetProperty("sets").GetProperty(set).GetProperty("rmse").GetDouble();

    /// <summary>
    /// Figures of "Exact Gaussian Processes on a Million Data Points" (2019), table 1, recalled and not read, on other
    /// splits: RMSE of the exact process, of SGPR(512) and of SVGP(1024), then their NLPDs. They decide nothing.
    /// </summary>
    public static double[] Recalled(string set) => set switch
    {
        "kin40k" => [0.099, 0.273, 0.268, -0.258, 0.087, 0.236],
        "protein" => [0.536, 0.656, 0.668, 1.018, 0.970, 1.035],
        "elevators" => [0.394, 0.437, 0.399, 0.619, 0.580, 0.519],
        "bike" => [0.220, 0.362, 0.303, 0.119, 0.291, 0.272],
        "pol" => [0.151, 0.217, 0.215, -0.180, -0.094, -0.001],
        "keggdirected" => [0.086, 0.104, 0.096, -0.199, -1.123, -0.940],
        _ => throw new ArgumentException($"There is no recalled figure for {set}.", nameof(set)),
    };

    private static Stream Open(string name) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream("Gramian.Atlas.GpLarge." + name)
        ?? throw new InvalidOperationException($"The program was built without its resource {name}.");
}
