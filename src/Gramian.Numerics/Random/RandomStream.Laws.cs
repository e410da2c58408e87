using Gramian.Numerics.Functions;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Random;

/// <content>The laws beyond the uniform and the normal.</content>
public sealed partial class RandomStream
{
    /// <summary>An exponential number of mean 1.</summary>
    public double NextExponential() => -Log(NextPositive());

    /// <summary>A gamma number with density ∝ x^(shape − 1) e^(−x); scale it as needed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The shape is not positive and finite.</exception>
    [Paper("marsaglia2000simple")]
    public double NextGamma(double shape)
    {
        Guard.Positive(shape);
        return shape >= 1 ? GammaOfLargeShape(shape) : Math.Exp(LogGammaVariate(shape));
    }

    /// <summary>A beta number with density ∝ x^(a − 1) (1 − x)^(b − 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A shape is not positive and finite.</exception>
    public double NextBeta(double a, double b)
    {
        // In logarithms, because both gammas underflow when both shapes are small.
        double logFirst = LogGammaVariate(Guard.Positive(a));
        double logSecond = LogGammaVariate(Guard.Positive(b));
        double difference = logSecond - logFirst;
        return 1 / (1 + Math.Exp(difference));
    }

    /// <summary>A chi-square number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The degrees of freedom are not positive and finite.</exception>
    public double NextChiSquare(double degreesOfFreedom) => 2 * NextGamma(Guard.Positive(degreesOfFreedom) / 2);

    /// <summary>A chi number: the norm of a standard normal vector of that many dimensions.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The degrees of freedom are not positive and finite.</exception>
    public double NextChi(double degreesOfFreedom) => Math.Sqrt(NextChiSquare(degreesOfFreedom));

    /// <summary>A number of Student's law.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The degrees of freedom are not positive and finite.</exception>
    public double NextStudent(double degreesOfFreedom) =>
        NextNormal() / Math.Sqrt(NextChiSquare(degreesOfFreedom) / degreesOfFreedom);

    /// <summary>A Poisson count.</summary>
    /// <param name="mean">The mean, in [0, 10¹⁵].</param>
    /// <exception cref="ArgumentOutOfRangeException">The mean is outside its range.</exception>
    [Paper("hormann1993transformed")]
    public long NextPoisson(double mean)
    {
        Guard.InRange(mean, 0, 1e15);
        return mean < 10 ? PoissonByInversion(mean) : PoissonByRejection(mean);
    }

    /// <summary>A binomial count: the successes of independent trials.</summary>
    /// <param name="trials">The number of trials, at least 0.</param>
    /// <param name="probability">The probability of a success, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    [Paper("hormann1993generation")]
    public long NextBinomial(long trials, double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        Guard.InRange(probability, 0, 1);
        if (probability > 0.5)
        {
            return trials - NextBinomial(trials, 1 - probability);
        }

        return trials * probability < 10
            ? BinomialByGaps(trials, probability)
            : BinomialByRejection(trials, probability);
    }

    private static double Log(double x) => ScalarDouble.Log(x).Value;

    // ln of a gamma variate; for small shapes Gamma(a) = Gamma(a + 1) · U^(1/a).
    private double LogGammaVariate(double shape) =>
        shape >= 1
            ? Log(GammaOfLargeShape(shape))
            : Log(GammaOfLargeShape(shape + 1)) + (Log(NextPositive()) / shape);

    private double GammaOfLargeShape(double shape)
    {
        double d = shape - (1.0 / 3.0);
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = NextNormal();
            double v = 1 + (c * x);
            if (v <= 0)
            {
                continue;
            }

            v = v * v * v;
            if (Log(NextPositive()) < (0.5 * x * x) + (d * (1 - v + Log(v))))
            {
                return d * v;
            }
        }
    }

    private long PoissonByInversion(double mean)
    {
        double term = Math.Exp(-mean);
        double left = NextDouble();
        long count = 0;
        while (left >= term && count < 200)
        {
            left -= term;
            count++;
            term *= mean / count;
        }

        return count;
    }

    private long PoissonByRejection(double mean)
    {
        double logMean = Log(mean);
        double b = 0.931 + (2.53 * Math.Sqrt(mean));
        double a = -0.059 + (0.02483 * b);
        double inverseAlpha = 1.1239 + (1.1328 / (b - 3.4));
        double accept = 0.9277 - (3.6224 / (b - 2));
        while (true)
        {
            double u = NextDouble() - 0.5;
            double v = NextPositive();
            double us = 0.5 - Math.Abs(u);
            double k = Math.Floor((((2 * a / us) + b) * u) + mean + 0.43);
            if (us >= 0.07 && v <= accept)
            {
                return (long)k;
            }

            if (k < 0 || (us < 0.013 && v > us))
            {
                continue;
            }

            double logDensity = (k * logMean) - mean - SpecialFunctions.LogGamma(k + 1);
            if (Log(v) + Log(inverseAlpha) - Log((a / (us * us)) + b) <= logDensity)
            {
                return (long)k;
            }
        }
    }

    // The gaps between successes are geometric; the expected number of draws is trials · probability + 1.
    private long BinomialByGaps(long trials, double probability)
    {
        if (probability == 0)
        {
            return 0;
        }

        double logFailure = ScalarDouble.Log1p(-probability).Value;
        long successes = 0;
        double place = 0;
        while (true)
        {
            place += Math.Floor(Log(NextPositive()) / logFailure) + 1;
            if (place > trials)
            {
                return successes;
            }

            successes++;
        }
    }

    private long BinomialByRejection(long trials, double probability)
    {
        double spread = Math.Sqrt(trials * probability * (1 - probability));
        double b = 1.15 + (2.53 * spread);
        double a = -0.0873 + (0.0248 * b) + (0.01 * probability);
        double centre = (trials * probability) + 0.5;
        double accept = 0.92 - (4.2 / b);
        double alpha = (2.83 + (5.1 / b)) * spread;
        double logOdds = Log(probability / (1 - probability));
        double mode = Math.Floor((trials + 1) * probability);
        double atMode = SpecialFunctions.LogGamma(mode + 1) + SpecialFunctions.LogGamma(trials - mode + 1);
        while (true)
        {
            double u = NextDouble() - 0.5;
            double v = NextPositive();
            double us = 0.5 - Math.Abs(u);
            double k = Math.Floor((((2 * a / us) + b) * u) + centre);
            if (k < 0 || k > trials)
            {
                continue;
            }

            if (us >= 0.07 && v <= accept)
            {
                return (long)k;
            }

            double logRatio = atMode - SpecialFunctions.LogGamma(k + 1) - SpecialFunctions.LogGamma(trials - k + 1)
                + ((k - mode) * logOdds);
            if (Log(v * alpha / ((a / (us * us)) + b)) <= logRatio)
            {
                return (long)k;
            }
        }
    }
}
