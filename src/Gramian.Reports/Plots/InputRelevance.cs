namespace Gramian.Reports.Plots;

/// <summary>Represents how fast the fitted function varies along one input.</summary>
/// <param name="Name">The name of the input; any text.</param>
/// <param name="Lengthscale">ℓ, in standard deviations of the input; positive. Infinity for an input that plays no
/// part.</param>
public sealed record InputRelevance(string Name, double Lengthscale);
