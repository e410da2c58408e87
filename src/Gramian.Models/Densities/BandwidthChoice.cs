namespace Gramian.Models.Densities;

/// <summary>Represents a bandwidth that was chosen, and what should be known about the choice. Immutable.</summary>
/// <param name="Bandwidth">The bandwidth.</param>
/// <param name="Rule">The name of the rule that chose it.</param>
/// <param name="Warning">Why it may be wrong, as a sentence; null when nothing speaks against it.</param>
public sealed record BandwidthChoice(Bandwidth Bandwidth, string Rule, string? Warning = null);
