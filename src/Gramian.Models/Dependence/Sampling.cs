using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Dependence;

/// <summary>Joins and draws the points of samples, and counts replicates.</summary>
internal static class Sampling
{
    /// <summary>The points of one sample above those of another.</summary>
    /// <exception cref="ArgumentException">The dimensions differ, or a sample has fewer than 2 points.</exception>
    public static Points Pool(Points first, Points second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        AtLeastTwo(first, nameof(first));
        AtLeastTwo(second, nameof(second));
        if (first.Dimension != second.Dimension)
        {
            throw new ArgumentException(
                $"Two samples must have as many coordinates as each other, but they had {first.Dimension} and "
                + $"{second.Dimension}.", nameof(second));
        }

        var pooled = Matrix<double>.Uninitialized(checked(first.Count + second.Count), first.Dimension);
        first.Values.CopyTo(pooled.View.Slice(0, 0, first.Count, first.Dimension));
        second.Values.CopyTo(pooled.View.Slice(first.Count, 0, second.Count, first.Dimension));
        return new Points(pooled);
    }

    /// <summary>At most a number of the points, drawn without replacement and kept in their order.</summary>
    public static Points Rows(Points points, int most, ulong seed)
    {
        if (points.Count <= most)
        {
            return points;
        }

        var stream = new RandomStream(seed);
        int[] rows = new int[most];
        int taken = 0;
        for (int i = 0; taken < most; i++)
        {
            if (Takes(stream, points.Count - i, most - taken))
            {
                rows[taken++] = i;
            }
        }

        return points.Select(rows);
    }

    /// <summary>Whether the next of the remaining items is one of those still wanted: each subset is as likely.
    /// </summary>
    public static bool Takes(RandomStream stream, int remaining, int wanted) => stream.NextInt(remaining) < wanted;

    /// <summary>(1 + #{replicate ≥ observed}) / (1 + replicates); values within the slack are equal.</summary>
    public static double PValue(double observed, ReadOnlySpan<double> replicates, double slack)
    {
        int count = 1;
        foreach (double replicate in replicates)
        {
            count += replicate >= observed - slack ? 1 : 0;
        }

        return (double)count / (1 + replicates.Length);
    }

    private static void AtLeastTwo(Points points, string name)
    {
        if (points.Count < 2)
        {
            throw new ArgumentException(
                $"A sample must hold at least 2 points, but '{name}' held {points.Count}.", name);
        }
    }
}
