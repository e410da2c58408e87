using System.Reflection;
using System.Text.Json;

namespace Gramian.Atlas.GpUci;

/// <summary>
/// What others reached: scikit-learn on the same splits, stored with versions, and published sparse GPs.
/// </summary>
internal static class PeerFigures
{
    private static readonly Lazy<JsonDocument> Stored = new(() => JsonDocument.Parse(Open("scikit_learn.json")));

    /// <summary>The versions that made the stored figures, in one line.</summary>
    public static string Versions => string.Join(", ", Stored.Value.RootElement.GetProperty("versions")
        .EnumerateObject().Select(entry => $"{entry.Name} {entry.Value.GetString()}"));

    /// <summary>
    /// RMSE of the sparse variational GP of bayesian_benchmarks on ten random 90/10 splits of the same raw targets, y
    /// standardised; null where its target is another one.
    /// </summary>
    public static (double Rmse, double Nlpd)? SparseVariational(string set) => set switch
    {
        "housing" => (0.282, 0.180),
        "concrete" => (0.357, 0.353),
        "energy" => (0.064, -1.227),
        _ => null,
    };

    /// <summary>scikit-learn's scores on the first splits of a set.</summary>
    public static Score[] ScikitLearn(string set, int splits) =>
    [
        .. Enumerable.Range(0, splits).Select(split =>
        {
            var entry = Stored.Value.RootElement.GetProperty("sets").GetProperty(set).GetProperty($"{split}");
            double rmse = entry.GetProperty("rmse").GetDouble();
            return new Score(
                rmse, entry.GetProperty("nlpd").GetDouble(), entry.GetProperty("covered95").GetInt32(),
                entry.GetProperty("rows_test").GetInt32(), entry.GetProperty("rmse_raw").GetDouble() / rmse,
                entry.GetProperty("log_marginal_likelihood").GetDouble());
        }),
    ];

    private static Stream Open(string name) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream("Gramian.Atlas.GpUci." + name)
        ?? throw new InvalidOperationException($"The program was built without its resource {name}.");
}
