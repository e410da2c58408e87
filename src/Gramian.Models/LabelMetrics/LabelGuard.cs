using Gramian.Numerics;

namespace Gramian.Models.LabelMetrics;

internal static class LabelGuard
{
    /// <summary>A copy of observed labels that are distinct members of a space.</summary>
    public static int[] Observed(LabelMetric metric, ReadOnlySpan<int> observed)
    {
        Guard.AtLeast(observed.Length, 1, nameof(observed));
        var seen = new HashSet<int>();
        foreach (int label in observed)
        {
            Guard.InRange(label, 0, metric.Count - 1, nameof(observed));
            if (!seen.Add(label))
            {
                throw new ArgumentException($"An observed label may come once, but {label} came twice.",
                    nameof(observed));
            }
        }

        return observed.ToArray();
    }
}
