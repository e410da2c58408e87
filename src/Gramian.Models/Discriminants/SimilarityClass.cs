using Gramian.Kernels;

namespace Gramian.Models.Discriminants;

/// <summary>The rows of one class.</summary>
/// <param name="Inputs">Its rows.</param>
/// <param name="Shares">The share of each in the weight of the class, [n].</param>
/// <param name="Prior">How probable the class is beforehand.</param>
internal sealed record SimilarityClass(Points Inputs, double[] Shares, double Prior);
