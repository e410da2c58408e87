using System.Text.Json.Serialization;

namespace Gramian.Models.Files;

/// <summary>The card of a model, as it stands in JSON.</summary>
internal sealed record GramCard(
    int Rows,
    int TableColumns,
    string DataSha256,
    ulong Seed,
    string LibraryVersion,
    string RuntimeVersion,
    int VectorBits,
    string Plan,
    string? KernelSearch,
    GramCertificate Certificate,
    string ValidationMethod,
    SortedDictionary<string, GramMetric>? Metrics,
    bool ContainsTrainingRows,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double[]? ClassWeights = null);
