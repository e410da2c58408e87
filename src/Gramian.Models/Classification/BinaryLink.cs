using Gramian.Numerics.Functions;

namespace Gramian.Models.Classification;

/// <summary>Evaluates log p(y | f) for y = ±1, its derivatives, and the probability of +1 under a normal f.</summary>
internal static class BinaryLink
{
    private const double RootTwoOverPi = 0.79788456080286535588;
    private const double RootHalf = 0.70710678118654752440;

    /// <summary>log p(y | f) and its derivatives by f.</summary>
    /// <param name="link">The link.</param>
    /// <param name="sign">y, +1 or −1.</param>
    /// <param name="latent">f.</param>
    /// <param name="slope">The first derivative.</param>
    /// <param name="curvature">Minus the second derivative, at least 0.</param>
    /// <param name="third">The third derivative.</param>
    public static double LogLikelihood(
        LabelLink link, double sign, double latent, out double slope, out double curvature, out double third)
    {
        double z = sign * latent;
        if (link == LabelLink.Logit)
        {
            double miss = Logistic(-z);
            curvature = miss * (1 - miss);
            slope = sign * miss;
            third = curvature * Math.Tanh(0.5 * latent);
            return z < 0 ? z - LogOnePlus(z) : -LogOnePlus(-z);
        }

        double ratio = MillsRatio(z);
        double excess = ratio + z;
        curvature = Math.Clamp(ratio * excess, 0, 1);
        slope = sign * ratio;
        third = sign * ((curvature * (ratio + excess)) - ratio);
        return SpecialFunctions.LogNormalCdf(z);
    }

    /// <summary>φ(z) / Φ(z), also where both underflow.</summary>
    public static double MillsRatio(double z) => RootTwoOverPi / SpecialFunctions.Erfcx(-z * RootHalf);

    /// <summary>1 / (1 + e⁻ᶻ).</summary>
    public static double Logistic(double z)
    {
        double e = Math.Exp(-Math.Abs(z));
        return (z >= 0 ? 1 : e) / (1 + e);
    }

    /// <summary>The probability of +1 when f ~ N(mean, variance).</summary>
    public static double Probability(LabelLink link, double mean, double variance) => link == LabelLink.Probit
        ? SpecialFunctions.NormalCdf(mean / Math.Sqrt(1 + variance))
        : LogisticNormal.Mean(mean, variance);

    // log(1 + eᶻ) for z ≤ 0.
    private static double LogOnePlus(double z)
    {
        double e = Math.Exp(-Math.Abs(z));
        double sum = 1 + e;
        return sum == 1 ? e : Math.Log(sum) * (e / (sum - 1));
    }
}
