namespace Gramian.Models.Densities.Evaluation;

/// <summary>Represents log densities, the way in which they were summed, and why that way was taken.</summary>
/// <param name="LogDensities">ln p, [m], in nats per unit of volume; −∞ where p is 0 or within the absolute
/// tolerance.</param>
/// <param name="Method">How they were summed.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Pairs">The pairs of a query and a point that were summed one by one.</param>
public sealed record DensityEvaluation(double[] LogDensities, EvaluationMethod Method, string Reason, long Pairs);
