namespace Gramian.Models.Files;

/// <summary>The state of a Gaussian process in Fourier features beside its arrays, as it stands in JSON.</summary>
internal sealed record GramFourier(
    string Kernel,
    double NoiseVariance,
    double Tolerance,
    double Margin,
    int Rows,
    GramSearch? Search);
