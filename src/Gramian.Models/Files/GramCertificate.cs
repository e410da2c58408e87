using System.Text.Json.Serialization;

namespace Gramian.Models.Files;

/// <summary>How the training system was solved, as it stands in JSON.</summary>
internal sealed record GramCertificate(
    string Method,
    int Iterations,
    double? RequestedTolerance,
    double? AchievedResidual,
    double? Jitter,
    double? JitterRelative,
    double? ConditionEstimate,
    string NumberType,
    bool Converged,
    string? Remedy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? DualityGap = null);
