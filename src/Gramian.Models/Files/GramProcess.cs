namespace Gramian.Models.Files;

/// <summary>The state of a Gaussian process beside its arrays, as it stands in JSON.</summary>
internal sealed record GramProcess(
    string Kernel,
    double NoiseVariance,
    double Jitter,
    double LogMarginalLikelihood,
    string[] AtBounds,
    GramSearch? Search);
