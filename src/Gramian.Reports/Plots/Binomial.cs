using Gramian.Numerics;

namespace Gramian.Reports.Plots;

/// <summary>Quantiles of the binomial distribution, for the bands of calibrated counts.</summary>
internal static class Binomial
{
    /// <summary>The least k with P(X ≤ k) ≥ level for X ~ Binomial(trials, probability).</summary>
    public static int Quantile(int trials, double probability, double level)
    {
        Guard.AtLeast(trials, 0);
        if (probability <= 0 || probability >= 1)
        {
            return probability <= 0 ? 0 : trials;
        }

        double logOdds = Math.Log(probability) - Math.Log(1 - probability);
        double logMass = trials * Math.Log(1 - probability), total = 0;
        for (int k = 0; k < trials; k++)
        {
            total += Math.Exp(logMass);
            if (total >= level)
            {
                return k;
            }

            logMass += Math.Log(trials - k) - Math.Log(k + 1) + logOdds;
        }

        return trials;
    }
}
