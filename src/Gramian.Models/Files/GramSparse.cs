namespace Gramian.Models.Files;

/// <summary>The state of a Gaussian process through inducing points beside its arrays, as it stands in JSON.</summary>
internal sealed record GramSparse(
    string Kernel,
    double NoiseVariance,
    double Jitter,
    string Method,
    double Bound,
    string[] AtBounds,
    GramSearch? Search);
