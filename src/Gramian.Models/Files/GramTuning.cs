namespace Gramian.Models.Files;

/// <summary>What was fitted to held-out rows, as it stands in JSON.</summary>
internal sealed record GramTuning(double NoiseLevel, double MeanSquare, GramSearch Search);
