using Gramian.Numerics.Random;

namespace Gramian.Models.Selection;

/// <summary>Turns bootstrap draws into percentile intervals.</summary>
internal static class Bootstrap
{
    /// <summary>The 2.5 % and the 97.5 % quantile of the finite draws; NaN when fewer than half are finite.</summary>
    public static (double Lower, double Upper) PercentileInterval(double[] draws)
    {
        double[] finite = [.. draws.Where(double.IsFinite)];
        if (finite.Length < (draws.Length + 1) / 2)
        {
            return (double.NaN, double.NaN);
        }

        Array.Sort(finite);
        return (Quantile(finite, 0.025), Quantile(finite, 0.975));
    }

    /// <summary>
    /// The percentile interval, widened to the figure over all rows where it does not hold it: a calibration error,
    /// whose draws are biased upwards, or the R² of a constant, which no draw reaches, would else lie outside its own
    /// interval.
    /// </summary>
    public static (double Lower, double Upper) IntervalAbout(double figure, double[] draws)
    {
        (double lower, double upper) = PercentileInterval(draws);
        return double.IsFinite(figure) && !double.IsNaN(lower)
            ? (Math.Min(lower, figure), Math.Max(upper, figure))
            : (lower, upper);
    }

    /// <summary>The mean difference of two losses on the same rows, and its interval over resampled rows.</summary>
    public static PairedDifference PairedInterval(double[] model, double[] best, RandomStream random, int resamples)
    {
        double[] difference = [.. model.Zip(best, (ours, theirs) => ours - theirs)];
        var draws = new double[resamples];
        for (int b = 0; b < resamples; b++)
        {
            double sum = 0;
            for (int i = 0; i < difference.Length; i++)
            {
                sum += difference[random.NextInt(difference.Length)];
            }

            draws[b] = sum / difference.Length;
        }

        (double lower, double upper) = PercentileInterval(draws);
        return new PairedDifference(difference.Average(), lower, upper);
    }

    private static double Quantile(double[] sorted, double probability)
    {
        double position = probability * (sorted.Length - 1);
        int below = (int)position;
        double share = position - below;
        return below + 1 < sorted.Length
            ? ((1 - share) * sorted[below]) + (share * sorted[below + 1])
            : sorted[below];
    }
}
