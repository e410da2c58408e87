namespace Gramian.Models.Files;

/// <summary>A metric and its 95 % interval, as it stands in JSON.</summary>
internal sealed record GramMetric(double? Value, double? Lower, double? Upper);
