using Gramian.Numerics;

namespace Gramian.Models.LabelMetrics;

/// <summary>Says which labels a <see cref="FrechetDecoder"/> of power 2 can predict from the observed ones.</summary>
/// <remarks>
/// A label counts when it is the nearest one for some mixture of at most two observed labels. On a tree that is every
/// label that any mixture can reach; in other spaces mixtures of three and more may reach further, so the set is a
/// lower bound. Takes Θ(K² N²) time.
/// </remarks>
[Paper("roberts2023geometry")]
public static class LabelCoverage
{
    /// <summary>The labels that can be predicted, ascending.</summary>
    /// <param name="metric">The distances of all N labels.</param>
    /// <param name="observed">The observed labels; none twice.</param>
    /// <exception cref="ArgumentException">
    /// There is no observed label, or one is outside the space or comes twice.
    /// </exception>
    public static int[] Reachable(LabelMetric metric, ReadOnlySpan<int> observed)
    {
        ArgumentNullException.ThrowIfNull(metric);
        int[] known = LabelGuard.Observed(metric, observed);
        bool[] reached = new bool[metric.Count];
        foreach (int label in known)
        {
            reached[label] = true;
        }

        for (int i = 0; i < known.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Mark(metric, known[i], known[j], reached);
            }
        }

        return [.. Enumerable.Range(0, reached.Length).Where(y => reached[y])];
    }

    /// <summary>The label whose observation lets the most labels be predicted; of equals the first.</summary>
    /// <param name="metric">The distances of all N labels.</param>
    /// <param name="observed">The observed labels; none twice.</param>
    /// <returns>A label that is not observed; −1 when all are.</returns>
    /// <exception cref="ArgumentException">
    /// There is no observed label, or one is outside the space or comes twice.
    /// </exception>
    public static int Next(LabelMetric metric, ReadOnlySpan<int> observed)
    {
        ArgumentNullException.ThrowIfNull(metric);
        int[] known = LabelGuard.Observed(metric, observed);
        bool[] reached = new bool[metric.Count];
        foreach (int label in Reachable(metric, known))
        {
            reached[label] = true;
        }

        (int best, int most) = (-1, -1);
        for (int candidate = 0; candidate < metric.Count; candidate++)
        {
            if (Array.IndexOf(known, candidate) >= 0)
            {
                continue;
            }

            bool[] grown = [.. reached];
            grown[candidate] = true;
            foreach (int label in known)
            {
                Mark(metric, candidate, label, grown);
            }

            int count = grown.Count(mark => mark);
            (best, most) = count > most ? (candidate, count) : (best, most);
        }

        return best;
    }

    // Label y wins for the shares p of a in [lower, upper]: p (d²(y,a) − d²(z,a)) + (1 − p)(d²(y,b) − d²(z,b)) ≤ 0 for
    // every z, each a half-line in p.
    private static void Mark(LabelMetric metric, int a, int b, bool[] reached)
    {
        for (int y = 0; y < reached.Length; y++)
        {
            // Beyond the other end of both distances no mixture can make it the nearest.
            if (reached[y] || metric[y, a] > metric[a, b] || metric[y, b] > metric[a, b])
            {
                continue;
            }

            (double lower, double upper) = (0, 1);
            for (int z = 0; z < reached.Length && lower <= upper; z++)
            {
                double withA = Square(metric[y, a]) - Square(metric[z, a]);
                double withB = Square(metric[y, b]) - Square(metric[z, b]);
                double slope = withA - withB;
                if (slope > 0)
                {
                    upper = Math.Min(upper, -withB / slope);
                }
                else if (slope < 0)
                {
                    lower = Math.Max(lower, -withB / slope);
                }
                else if (withB > 0)
                {
                    upper = -1;
                }
            }

            // Rounding may cross ends that meet in one share.
            reached[y] = lower <= upper + 1e-12;
        }
    }

    private static double Square(double value) => value * value;
}
