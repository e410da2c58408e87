using Gramian.Reports.Svg;

namespace Gramian.Reports.Plots;

/// <summary>Divides values into bins and counts them.</summary>
internal static class Binning
{
    /// <summary>Chooses round, equal bins by the rule of Freedman and Diaconis, 5 to 40 of them.</summary>
    /// <param name="values">The values.</param>
    /// <param name="wide">About how wide a bin is instead; not positive for the rule.</param>
    public static double[] Edges(IReadOnlyList<double> values, double wide = 0)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        if (sorted.Length == 0 || !(sorted[^1] > sorted[0]))
        {
            double centre = sorted.Length == 0 ? 0 : sorted[0], half = centre == 0 ? 0.5 : Math.Abs(centre) * 0.05;
            return [centre - half, centre + half];
        }

        double span = sorted[^1] - sorted[0];
        double quartiles = Quantile(sorted, 0.75) - Quantile(sorted, 0.25);
        double width = wide > 0 ? wide : 2 * quartiles / Math.Cbrt(sorted.Length);
        int bins = width > 0 ? (int)Math.Clamp(Math.Ceiling(span / width), 5, 40) : 10;
        double[] ticks = Ticks.Linear(sorted[0], sorted[^1], bins);
        double step = ticks.Length > 1 ? ticks[1] - ticks[0] : span / bins;
        double start = ticks.Length > 1 ? ticks[0] : sorted[0];
        int before = (int)Math.Ceiling((start - sorted[0]) / step),
            after = (int)Math.Ceiling((sorted[^1] - start) / step);
        return [.. Enumerable.Range(-before, before + Math.Max(after, 1) + 1).Select(k => start + (k * step))];
    }

    /// <summary>The same bins, moved so that a cut is one of their edges: no bin has values of both sides.</summary>
    /// <param name="edges">Equal bins.</param>
    /// <param name="cut">The cut; bins that it lies outside of stay as they are.</param>
    public static double[] AtCut(double[] edges, double cut)
    {
        if (!(cut > edges[0] && cut < edges[^1]))
        {
            return edges;
        }

        double step = (edges[^1] - edges[0]) / (edges.Length - 1);
        int before = (int)Math.Ceiling((cut - edges[0]) / step), after = (int)Math.Ceiling((edges[^1] - cut) / step);
        return [.. Enumerable.Range(-before, before + after + 1).Select(k => cut + (k * step))];
    }

    /// <summary>Counts the values in [edge k, edge k + 1), the last bin closed; values outside go to the end
    /// bins.</summary>
    public static double[] Counts(IReadOnlyList<double> values, IReadOnlyList<double> edges)
    {
        double[] counts = new double[edges.Count - 1];
        double step = (edges[^1] - edges[0]) / counts.Length;
        foreach (double value in values.Where(double.IsFinite))
        {
            counts[(int)Math.Clamp(Math.Floor((value - edges[0]) / step), 0, counts.Length - 1)]++;
        }

        return counts;
    }

    /// <summary>Adds the weights of the values in each bin.</summary>
    public static double[] Masses(
        IReadOnlyList<double> values, ReadOnlySpan<double> weights, IReadOnlyList<double> edges)
    {
        double[] masses = new double[edges.Count - 1];
        double step = (edges[^1] - edges[0]) / masses.Length;
        for (int i = 0; i < values.Count; i++)
        {
            masses[(int)Math.Clamp(Math.Floor((values[i] - edges[0]) / step), 0, masses.Length - 1)] += weights[i];
        }

        return masses;
    }

    public static double Quantile(IReadOnlyList<double> sorted, double probability)
    {
        double position = probability * (sorted.Count - 1);
        int below = (int)position;
        double above = sorted[Math.Min(below + 1, sorted.Count - 1)];
        return sorted[below] + ((position - below) * (above - sorted[below]));
    }
}
