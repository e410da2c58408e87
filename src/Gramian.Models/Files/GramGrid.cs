namespace Gramian.Models.Files;

/// <summary>The state of a Gaussian process on a grid beside its arrays, as it stands in JSON.</summary>
internal sealed record GramGrid(
    string Kernel,
    double NoiseVariance,
    double Tolerance,
    double LogMarginalLikelihood,
    string[] AtBounds,
    GramSearch? Search);
