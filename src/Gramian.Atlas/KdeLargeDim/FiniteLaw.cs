using Gramian.Models.Densities;
using Gramian.Numerics.Dense;
using Gramian.Solvers.Optimisation;

namespace Gramian.Atlas.KdeLargeDim;

/// <summary>
/// The mean log density of the estimate over samples and fresh points, by quadrature: for sizes that no sample has.
/// </summary>
/// <remarks>
/// Standard normal data, Gaussian kernel. Z is the sum of n independent w = exp(−‖x − y‖²/2h²). With an exponential
/// variable E, P(ln E − ln Z &gt; u) = E exp(−eᵘ Z) = (1 − q)ⁿ where q = E[1 − exp(−eᵘ w)], and the mean of ln E is
/// −γ: E ln Z needs the law of one summand alone, a non-central χ² at fixed ‖x‖². It is put on a lattice of −ln w, on
/// which q for every u is a convolution. The lattice sums are those of smooth functions that vanish at both ends.
/// </remarks>
internal sealed class FiniteLaw
{
    private const double Euler = 0.57721566490153286;
    private const double Step = 0.25;
    private const int Radii = 17;
    private const double RadiusStep = 0.55;   // in standard deviations of ln ‖x‖²
    private const int Margin = 160;           // places on which the last summand is surely seen
    private const double Negligible = 1e-25;

    private readonly int dimension;
    private readonly double logCount;
    private readonly double bandwidth;
    private readonly int last;                // the last place of the lattice
    private readonly double[] seen;           // 1 − exp(−exp(−k Step)), the middle is k = 0

    private FiniteLaw(int dimension, double logCount, double bandwidth)
    {
        (this.dimension, this.logCount, this.bandwidth) = (dimension, logCount, bandwidth);

        // ‖x − y‖² is below 8 d but for a chance that no n of these sizes sees.
        last = (int)(4 * dimension / (bandwidth * bandwidth) / Step);
        int reach = last + Margin + (int)((logCount + 60) / Step);
        seen = new double[(2 * reach) + 1];
        for (int k = -reach; k <= reach; k++)
        {
            double rate = Math.Exp(-k * Step);
            seen[reach + k] = rate < 1e-5 ? rate * (1 - (0.5 * rate)) : 1 - Math.Exp(-rate);
        }
    }

    /// <summary>The mean of the logarithm of the estimate over d, in nats.</summary>
    /// <param name="dimension">d, at least 8.</param>
    /// <param name="logCount">ln n, at most 600.</param>
    /// <param name="bandwidth">h.</param>
    public static double LogDensityPerDimension(int dimension, double logCount, double bandwidth)
    {
        var law = new FiniteLaw(dimension, logCount, bandwidth);
        (double sum, double total) = (0, 0);
        for (int i = 0; i < Radii; i++)
        {
            double log = (i - (Radii / 2)) * RadiusStep * Math.Sqrt(2.0 / dimension);
            double mass = Math.Exp(0.5 * dimension * (log + 1 - Math.Exp(log)));
            sum += mass * law.LogSum(dimension * Math.Exp(log));
            total += mass;
        }

        return (((sum / total) - logCount) / dimension) - (0.5 * Math.Log(2 * Math.PI * bandwidth * bandwidth));
    }

    /// <summary>The bandwidth of the largest mean log density.</summary>
    /// <param name="dimension">d, at least 8.</param>
    /// <param name="alpha">ln(n)/d.</param>
    public static double Optimum(int dimension, double alpha)
    {
        double centre = Math.Log(DensityThresholds.OfNormal(alpha, 1).Condensation);
        return Math.Exp(ScalarMinimum.Brent(
            log => -LogDensityPerDimension(dimension, alpha * dimension, Math.Exp(log)),
            centre - 0.6, centre + 0.6, 1e-3).Point);
    }

    // E ln Z at a fixed ‖x‖².
    private double LogSum(double squared)
    {
        (int first, double[] expected) = Expected(squared);
        int middle = seen.Length / 2;
        double largest = expected.Select((number, i) => Math.Log(number) - ((first + i) * Step)).Max();

        // Below this place (1 − q)ⁿ is 1 to the last digit, for n q < eᵘ n E w and that sum has few terms of its size.
        int place = (int)Math.Floor((-largest - 42) / Step);
        double quantile = place * Step;
        double left = 1;
        for (; left > 1e-17 && place < first + expected.Length + Margin; place++)
        {
            double rate = VectorOps.Dot<double>(expected, seen.AsSpan(middle + first - place - 1, expected.Length));
            left = logCount > 36 ? Math.Exp(-rate) : Power(1 - (rate / Math.Exp(logCount)));
            quantile += Step * left;
        }

        // The trapezoid rule counts the first place by half; the sum began after it.
        return -Euler - (quantile + (0.5 * Step));
    }

    private double Power(double kept) => kept <= 0 ? 0 : Math.Exp(Math.Exp(logCount) * Math.Log(kept));

    // How many of the n summands are expected at each place −ln w = k Step, from the first place that counts.
    private (int First, double[] Expected) Expected(double squared)
    {
        double scale = 2 * bandwidth * bandwidth;
        var expected = new List<double>();
        int first = 1;
        for (int k = 1; k <= last; k++)
        {
            double number = Math.Exp(logCount + LogChiSquared(scale * k * Step, squared)) * scale * Step;
            if (number < Negligible && expected.Count == 0)
            {
                first = k + 1;
                continue;
            }

            expected.Add(number);
        }

        while (expected.Count > 1 && expected[^1] < Negligible && expected[^1] < expected[^2])
        {
            expected.RemoveAt(expected.Count - 1);
        }

        return (first, [.. expected]);
    }

    // The logarithm of the density of ‖x − y‖² at a fixed ‖x‖²: a non-central χ² of d degrees.
    private double LogChiSquared(double value, double squared) =>
        -Math.Log(2) - (0.5 * (value + squared)) + (((0.25 * dimension) - 0.5) * Math.Log(value / squared))
        + LogBesselI((0.5 * dimension) - 1, Math.Sqrt(value * squared));

    // The uniform expansion of I for large orders; from order 3 on it is right to 1e-5, and to 1e-8 from order 15 on.
    private static double LogBesselI(double order, double x)
    {
        double ratio = x / order;
        double root = Math.Sqrt(1 + (ratio * ratio));
        double p = 1 / root;
        double q = p * p;
        double first = p * (3 - (5 * q)) / 24;
        double second = q * (81 - (q * (462 - (385 * q)))) / 1152;
        double third = p * q * (30375 - (q * (369603 - (q * (765765 - (425425 * q)))))) / 414720;
        double series = 1 + ((first + ((second + (third / order)) / order)) / order);
        return (order * (root + Math.Log(ratio / (1 + root)))) - (0.5 * Math.Log(2 * Math.PI * order * root))
            + Math.Log(series);
    }
}
