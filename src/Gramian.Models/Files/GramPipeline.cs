using System.Text.Json.Serialization;

namespace Gramian.Models.Files;

/// <summary>How tables become points, as it stands in JSON.</summary>
internal sealed record GramPipeline(
    string Target, string? TargetUnit, double TargetMean, double TargetScale, string Missing, GramColumn[] Columns,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string[]? Classes = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ClassType = null);
