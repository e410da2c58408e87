using Gramian.Numerics;
using Gramian.Numerics.Functions;

namespace Gramian.Models.LatentMaps;

internal static class TopographicRows
{
    /// <summary>Fills the responsibilities of the nodes for a row; returns ln Σₖ exp(−‖x − yₖ‖²/(2σ²)).</summary>
    public static double Responsibilities(
        ReadOnlySpan<double> x, Matrix<double> centres, double variance, Span<double> shares)
    {
        double largest = double.NegativeInfinity;
        double factor = -0.5 / variance;
        for (int k = 0; k < shares.Length; k++)
        {
            ReadOnlySpan<double> y = centres.Row(k);
            double distance = 0;
            for (int c = 0; c < x.Length; c++)
            {
                double difference = x[c] - y[c];
                distance += difference * difference;
            }

            shares[k] = factor * distance;
            largest = Math.Max(largest, shares[k]);
        }

        foreach (ref double share in shares)
        {
            share -= largest;
        }

        VectorMath.Exp(shares, shares);
        double sum = 0;
        foreach (double share in shares)
        {
            sum += share;
        }

        foreach (ref double share in shares)
        {
            share /= sum;
        }

        return largest + Math.Log(sum);
    }
}
