namespace Gramian.Models.Outliers;

/// <summary>Represents how unusual rows are. Immutable.</summary>
/// <param name="Scores">The larger, the more unusual, [m]; +∞ where the model gives a row no chance at all.</param>
/// <param name="Ranks">
/// The share of the training rows that are at least as unusual, in (0, 1], [m]: for a row of the training table with
/// itself among them, for another one as (1 + count)/(1 + n), a p-value when the row is like the others.
/// </param>
/// <param name="Flags">Whether each row is called an outlier, [m].</param>
public sealed record OutlierScores(
    IReadOnlyList<double> Scores, IReadOnlyList<double> Ranks, IReadOnlyList<bool> Flags);
