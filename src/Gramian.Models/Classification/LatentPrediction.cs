using Gramian.Numerics;

namespace Gramian.Models.Classification;

/// <summary>Represents the posterior of latent functions at m queries, before the link makes probabilities.</summary>
/// <param name="Means">The means, a column for each latent function, [m, f].</param>
/// <param name="Variances">The variances, [m, f].</param>
public sealed record LatentPrediction(Matrix<double> Means, Matrix<double> Variances);
