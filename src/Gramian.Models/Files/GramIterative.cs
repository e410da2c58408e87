namespace Gramian.Models.Files;

/// <summary>The state of a Gaussian process by iteration beside its arrays, as it stands in JSON.</summary>
internal sealed record GramIterative(
    string Kernel,
    double NoiseVariance,
    double VarianceTolerance,
    int IterationLimit,
    int Rank,
    double LogMarginalLikelihood,
    double? LogMarginalLikelihoodError,
    string[] AtBounds,
    GramSearch? Search);
