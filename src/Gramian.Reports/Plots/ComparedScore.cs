namespace Gramian.Reports.Plots;

/// <summary>Represents the score of one model in a comparison.</summary>
/// <param name="Name">The model; any text.</param>
/// <param name="Score">Its score.</param>
/// <param name="Lower">The lower end of its interval; NaN for none.</param>
/// <param name="Upper">The upper end; NaN for none.</param>
public sealed record ComparedScore(string Name, double Score, double Lower, double Upper);
