using System.Globalization;
using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Densities;
using Gramian.Numerics;

namespace Gramian.Models.Dependence;

/// <summary>Chooses the lengthscale of a squared exponential kernel as the median distance of two points.</summary>
/// <remarks>
/// The median is taken over all pairs of at most <see cref="MostPoints"/> points, drawn by the seed when there are
/// more. When more than half of the pairs coincide, it is the median of the other pairs.
/// </remarks>
[Paper("gretton2012kernel", Where = "section 8")]
public static class MedianHeuristic
{
    /// <summary>The most points whose distances are taken.</summary>
    public const int MostPoints = 1000;

    /// <summary>Makes the kernel exp(−‖x − x′‖²/(2 ℓ²)) with ℓ the median distance.</summary>
    /// <param name="points">The points, at least 2 different ones.</param>
    /// <param name="scaleColumns">
    /// Whether distances are taken after dividing each coordinate by its standard deviation, so that ℓ has one length
    /// for each coordinate; needed where the coordinates have different units.
    /// </param>
    /// <param name="seed">The seed of the draw.</param>
    /// <exception cref="ArgumentException">All points are equal.</exception>
    public static Rbf Choose(Points points, bool scaleColumns = false, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(points);
        double[] units = new double[points.Dimension];
        Array.Fill(units, 1);
        if (scaleColumns && points.Count > 1)
        {
            using Matrix<double> covariance = SampleMoments.Of(points).Covariance;
            for (int j = 0; j < units.Length; j++)
            {
                // A coordinate that does not vary has no part in any distance, whatever its unit is.
                units[j] = covariance[j, j] > 0 ? Math.Sqrt(covariance[j, j]) : 1;
            }
        }

        double median = MedianDistance(Sampling.Rows(points, MostPoints, seed), units);
        if (!scaleColumns)
        {
            return new Rbf(median);
        }

        return new Rbf(Array.ConvertAll(units, unit => unit * median));
    }

    /// <summary>Says of how many points the distances were taken, when not of all; empty otherwise.</summary>
    /// <param name="points">The number of points.</param>
    internal static List<string> Notes(int points) => points > MostPoints
        ? [string.Create(
            CultureInfo.InvariantCulture, $"The median distance was taken over {MostPoints} of {points} points.")]
        : [];

    private static double MedianDistance(Points points, double[] units)
    {
        var distances = new List<double>(points.Count * Math.Max(0, points.Count - 1) / 2);
        for (int i = 1; i < points.Count; i++)
        {
            ReadOnlySpan<double> point = points.Values.Row(i);
            for (int k = 0; k < i; k++)
            {
                ReadOnlySpan<double> other = points.Values.Row(k);
                double square = 0;
                for (int j = 0; j < units.Length; j++)
                {
                    double difference = (point[j] - other[j]) / units[j];
                    square += difference * difference;
                }

                distances.Add(Math.Sqrt(square));
            }
        }

        distances.Sort();
        int first = distances.FindIndex(distance => distance > 0);
        if (first < 0)
        {
            throw new ArgumentException(
                "The median distance needs points that differ, but all of them were equal; give a kernel.",
                nameof(points));
        }

        double median = Middle(distances, 0);
        return median > 0 ? median : Middle(distances, first);
    }

    private static double Middle(List<double> sorted, int start)
    {
        int count = sorted.Count - start;
        return 0.5 * (sorted[start + ((count - 1) / 2)] + sorted[start + (count / 2)]);
    }
}
