namespace Gramian.Models.Densities;

/// <summary>Quantiles of values with weights, interpolated between the midpoints of their shares.</summary>
internal static class WeightedQuantile
{
    /// <summary>The value below which a share of the weight lies; the usual one of equal weights, type 5.</summary>
    public static double Of(double[] values, ReadOnlySpan<double> weights, double share)
    {
        double[] keys = (double[])values.Clone();
        double[] shares = weights.IsEmpty ? [.. Enumerable.Repeat(1.0, keys.Length)] : weights.ToArray();
        Array.Sort(keys, shares);
        double target = share * shares.Sum();
        double before = 0;
        (double key, double middle) = (keys[0], double.NegativeInfinity);
        for (int i = 0; i < keys.Length; i++)
        {
            double next = before + (0.5 * shares[i]);
            if (next >= target)
            {
                return double.IsNegativeInfinity(middle) || next == middle
                    ? keys[i]
                    : key + ((keys[i] - key) * (target - middle) / (next - middle));
            }

            (key, middle) = (keys[i], next);
            before += shares[i];
        }

        return key;
    }
}
