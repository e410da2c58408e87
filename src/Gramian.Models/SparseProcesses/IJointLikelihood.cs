namespace Gramian.Models.SparseProcesses;

/// <summary>Represents p(y | f) of one observation of several latent functions. Immutable.</summary>
internal interface IJointLikelihood
{
    /// <summary>
    /// E log p(y | f), or a lower bound of it, for independent f ~ N(means, variances), and its slopes.
    /// </summary>
    /// <param name="target">y.</param>
    /// <param name="means">The means of f, one for each function.</param>
    /// <param name="variances">The variances of f, at least 0.</param>
    /// <param name="meanSlopes">Receives the derivatives by the means.</param>
    /// <param name="varianceSlopes">Receives the derivatives by the variances.</param>
    /// <param name="parameterSlope">The derivative by the log of the likelihood's parameter; 0 without one.</param>
    double Expect(
        double target,
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> variances,
        Span<double> meanSlopes,
        Span<double> varianceSlopes,
        out double parameterSlope);
}
