using Gramian.Kernels;
using Gramian.Numerics.Random;

namespace Gramian.Models.SupportVectors;

/// <summary>Chooses γ of exp(−γ‖x − x′‖²) from the inputs, before any training.</summary>
public static class GammaRule
{
    private const int MostPairs = 20_000;
    private const double LowQuantile = 0.1;
    private const double HighQuantile = 0.9;

    /// <summary>γ = 1/(d v), with v the variance of all elements: 1/d for standardised inputs.</summary>
    /// <param name="points">The inputs; not all elements equal.</param>
    /// <exception cref="ArgumentException">There is no point, or all elements are equal.</exception>
    public static double Scale(Points points)
    {
        ArgumentNullException.ThrowIfNull(points);
        double mean = 0;
        double squares = 0;
        long count = 0;
        for (int i = 0; i < points.Count; i++)
        {
            foreach (double value in points.Values.Row(i))
            {
                count++;
                double from = value - mean;
                mean += from / count;
                squares += from * (value - mean);
            }
        }

        return count > 0 && squares > 0
            ? 1 / (points.Dimension * (squares / count))
            : throw Constant(nameof(points));
    }

    /// <summary>γ = 1/(2 m²), with m the median distance between two points: the lengthscale is m.</summary>
    /// <param name="points">The inputs, at least 2 different ones.</param>
    /// <param name="seed">Draws the pairs when there are more than 20 000.</param>
    /// <exception cref="ArgumentException">There are no two different points.</exception>
    public static double Median(Points points, ulong seed = 0)
    {
        double[] distances = SquaredDistances(points, seed);
        return 1 / (2 * Quantile(distances, 0.5));
    }

    /// <summary>
    /// γ in the middle of the inverses of the 0.1 and 0.9 quantiles of the squared distances, as kernlab takes it.
    /// </summary>
    /// <param name="points">The inputs, at least 2 different ones.</param>
    /// <param name="seed">Draws the pairs when there are more than 20 000.</param>
    /// <exception cref="ArgumentException">There are no two different points.</exception>
    public static double Quantiles(Points points, ulong seed = 0)
    {
        double[] distances = SquaredDistances(points, seed);
        return ((1 / Quantile(distances, LowQuantile)) + (1 / Quantile(distances, HighQuantile))) / 2;
    }

    // Sorted; pairs at distance 0 say nothing about a scale and are left out.
    private static double[] SquaredDistances(Points points, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(points);
        int n = points.Count;
        var found = new List<double>();
        if ((long)n * (n - 1) / 2 <= MostPairs)
        {
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    Add(i, j);
                }
            }
        }
        else
        {
            var random = new RandomStream(seed);
            for (int k = 0; k < MostPairs; k++)
            {
                Add(random.NextInt(n), random.NextInt(n));
            }
        }

        return found.Count > 0 ? [.. found.Order()] : throw Constant(nameof(points));

        void Add(int i, int j)
        {
            double sum = 0;
            ReadOnlySpan<double> x = points.Values.Row(i), y = points.Values.Row(j);
            for (int k = 0; k < x.Length; k++)
            {
                sum += (x[k] - y[k]) * (x[k] - y[k]);
            }

            if (sum > 0)
            {
                found.Add(sum);
            }
        }
    }

    private static double Quantile(double[] sorted, double probability)
    {
        double place = probability * (sorted.Length - 1);
        int below = (int)place;
        double share = place - below;
        return below + 1 < sorted.Length
            ? ((1 - share) * sorted[below]) + (share * sorted[below + 1])
            : sorted[below];
    }

    private static ArgumentException Constant(string name) =>
        new("A scale needs at least two different points, but there were none.", name);
}
