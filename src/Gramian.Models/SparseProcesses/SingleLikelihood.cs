namespace Gramian.Models.SparseProcesses;

/// <summary>Represents a likelihood of one latent function among those of several.</summary>
internal sealed class SingleLikelihood(ILikelihood likelihood) : IJointLikelihood
{
    public double Expect(
        double target,
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> variances,
        Span<double> meanSlopes,
        Span<double> varianceSlopes,
        out double parameterSlope)
    {
        double value = likelihood.Expect(target, means[0], variances[0], out LikelihoodSlopes slopes);
        (meanSlopes[0], varianceSlopes[0], parameterSlope) = (slopes.Mean, slopes.Variance, slopes.Parameter);
        return value;
    }
}
