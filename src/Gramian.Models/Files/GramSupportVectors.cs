using System.Text.Json.Serialization;

namespace Gramian.Models.Files;

/// <summary>
/// The state of support vector machines beside their arrays, as it stands in JSON: of pairs of classes, of one class,
/// or of values.
/// </summary>
internal sealed record GramSupportVectors(
    string Kernel,
    double? Cost,
    int TrainingRows,
    int BoundedCount,
    int[] SupportCounts,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? NoiseScale = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string[]? AtBounds = null);
