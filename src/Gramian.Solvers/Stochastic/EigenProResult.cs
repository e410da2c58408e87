namespace Gramian.Solvers.Stochastic;

/// <summary>Represents how stochastic steps went.</summary>
/// <param name="Certificate">The true residual at the end, and whether it is what was asked for.</param>
/// <param name="Stop">Why it ended.</param>
/// <param name="BatchSize">b, the rows of a batch.</param>
/// <param name="Step">What a gradient of single rows is multiplied by, η/b.</param>
/// <param name="Pairs">q, the eigenvectors that were used.</param>
/// <param name="SampleValues">The eigenvalues of the sample's (K + wI)/s, descending, [s].</param>
public sealed record EigenProResult(
    Certificate Certificate,
    EigenProStop Stop,
    int BatchSize,
    double Step,
    int Pairs,
    IReadOnlyList<double> SampleValues);
