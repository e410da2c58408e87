namespace Gramian.Models.SparseProcesses;

/// <summary>Represents Gaussian noise: E log p = −½ log 2πσ² − ((y − μ)² + v) / 2σ².</summary>
internal sealed class GaussianLikelihood(double noiseVariance) : ILikelihood
{
    private const double HalfLogTwoPi = 0.91893853320467274178;

    public double Expect(double target, double mean, double variance, out LikelihoodSlopes slopes)
    {
        double residual = target - mean;
        double spread = ((residual * residual) + variance) / noiseVariance;
        slopes = new LikelihoodSlopes(residual / noiseVariance, -0.5 / noiseVariance, 0.5 * (spread - 1));
        return -HalfLogTwoPi - (0.5 * Math.Log(noiseVariance)) - (0.5 * spread);
    }
}
