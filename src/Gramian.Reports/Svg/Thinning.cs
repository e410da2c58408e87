namespace Gramian.Reports.Svg;

/// <summary>Chooses which of many points to draw.</summary>
public static class Thinning
{
    /// <summary>The most points that a figure draws.</summary>
    public const int Limit = 3000;

    /// <summary>Returns about <paramref name="limit"/> indices of 0 … count − 1, ascending; all when they are
    /// few.</summary>
    /// <remarks>
    /// Index i is kept when the fractional part of i times the golden ratio is small: that is even along the order of
    /// the rows, needs no random state, and does not beat with a period of the data as every k-th row would.
    /// </remarks>
    /// <param name="count">The number of points, at least 0.</param>
    /// <param name="limit">The number to keep, at least 1.</param>
    public static int[] Indices(int count, int limit = Limit)
    {
        if (count <= limit)
        {
            return [.. Enumerable.Range(0, count)];
        }

        const double goldenRatio = 0.61803398874989485;
        double share = limit / (double)count;
        return [.. Enumerable.Range(0, count).Where(i => i * goldenRatio % 1 < share)];
    }
}
