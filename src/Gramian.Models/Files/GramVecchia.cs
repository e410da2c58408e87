namespace Gramian.Models.Files;

/// <summary>The state of a Gaussian process of nearest neighbours beside its arrays, as it stands in JSON.</summary>
internal sealed record GramVecchia(
    string Kernel,
    double NoiseVariance,
    int Neighbours,
    double LogMarginalLikelihood,
    string[] AtBounds,
    GramSearch? Search);
