using System.Globalization;
using Gramian.Kernels;

namespace Gramian.Models.Densities;

/// <summary>The different points among some, each with the weight of all that lie there; weightless ones are dropped.
/// </summary>
/// <param name="Points">The different points, in the order of their first appearance.</param>
/// <param name="Shares">Their weights, which sum to what they did.</param>
/// <param name="Repeated">How many of the points lie where another one does.</param>
/// <param name="Total">How many points there were.</param>
internal sealed record DistinctPoints(Points Points, double[] Shares, int Repeated, int Total)
{
    public static DistinctPoints Of(Points points, ReadOnlySpan<double> shares)
    {
        int n = points.Count;
        int[] order = [.. Enumerable.Range(0, n)];
        Array.Sort(order, (left, right) =>
        {
            int difference = points.Values.Row(left).SequenceCompareTo(points.Values.Row(right));
            return difference != 0 ? difference : left.CompareTo(right);
        });
        var first = new int[n];
        int repeated = 0;
        for (int k = 0; k < n; k++)
        {
            bool equal = k > 0 && points.Values.Row(order[k]).SequenceEqual(points.Values.Row(order[k - 1]));
            first[order[k]] = equal ? first[order[k - 1]] : order[k];
            bool equalNext = k + 1 < n && points.Values.Row(order[k]).SequenceEqual(points.Values.Row(order[k + 1]));
            repeated += equal || equalNext ? 1 : 0;
        }

        var sums = new double[n];
        for (int i = 0; i < n; i++)
        {
            sums[first[i]] += shares[i];
        }

        int[] kept = [.. Enumerable.Range(0, n).Where(i => first[i] == i && sums[i] > 0)];
        return kept.Length == n
            ? new DistinctPoints(points, sums, 0, n)
            : new DistinctPoints(points.Select(kept), Array.ConvertAll(kept, row => sums[row]), repeated, n);
    }

    /// <summary>What a person should know of repeated points; null when there are none.</summary>
    public string? Warning(string treatment) => Repeated == 0
        ? null
        : string.Create(CultureInfo.InvariantCulture,
            $"{Repeated} of {Total} points repeat others; points at one place were {treatment}.");
}
