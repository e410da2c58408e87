using Gramian.Kernels.Spectra;
using Gramian.Numerics;

namespace Gramian.Kernels.Structured;

/// <summary>Represents a stationary kernel as a sum of waves at equally spaced frequencies, with a bound on the
/// error.</summary>
/// <remarks>
/// k(z) ≈ Σⱼ wⱼ e^(2πi Σₖ hₖ jₖ zₖ) over −mₖ ≤ jₖ ≤ mₖ, with wⱼ = h₁ ⋯ h_d S(h∘j) and S the spectral density, for
/// |zₖ| no larger than the ranges. By Poisson's sum the error has two parts. What repeats with the period 1/hₖ is
/// bounded by the kernel's values beyond the ranges, summed over all periods. What the frequencies beyond m would add
/// is at most k(0) plus the periods at 0 minus Σ wⱼ, which is computed. Immutable; safe to share between threads.
/// </remarks>
[Paper("barnett2023uniform")]
public sealed class FourierQuadrature
{
    /// <summary>The most frequencies that are used.</summary>
    public const int MostFrequencies = 1 << 24;

    private readonly double[] spacings;
    private readonly int[] halfWidths;
    private readonly double[] weights;

    private FourierQuadrature(double[] spacings, int[] halfWidths, double[] weights, double errorBound) =>
        (this.spacings, this.halfWidths, this.weights, ErrorBound) = (spacings, halfWidths, weights, errorBound);

    /// <summary>h, the spacing of the frequencies along each dimension, [d], in cycles per unit of the
    /// inputs.</summary>
    public ReadOnlySpan<double> Spacings => spacings;

    /// <summary>m, the largest number of a frequency along each dimension, [d].</summary>
    public ReadOnlySpan<int> HalfWidths => halfWidths;

    /// <summary>w by rows, [2 m₁ + 1, 2 m₂ + 1, …]; not negative, and the same for j and −j.</summary>
    public ReadOnlySpan<double> Weights => weights;

    /// <summary>A bound of |k(z) − Σⱼ wⱼ e^(…)| within the ranges, in the units of the variance.</summary>
    public double ErrorBound { get; }

    /// <summary>Chooses the frequencies.</summary>
    /// <param name="kernel">The kernel, stationary and with a known spectral density.</param>
    /// <param name="ranges">The largest |xₖ − x′ₖ| along each dimension, [d], with d from 1 to 3.</param>
    /// <param name="tolerance">The largest error of a value, in the units of the variance; at least 1e−12
    /// k(0).</param>
    /// <exception cref="ArgumentException">There are no or too many dimensions, or the kernel is for
    /// another.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A range is negative, or the tolerance too small.</exception>
    /// <exception cref="InvalidOperationException">The kernel is not resolved.</exception>
    /// <exception cref="NotSupportedException">The kernel has no spectral density, or needs too many
    /// frequencies.</exception>
    public static FourierQuadrature For(Kernel kernel, ReadOnlySpan<double> ranges, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        int dimension = ranges.Length;
        if (dimension is < 1 or > 3)
        {
            throw new ArgumentException(
                $"Equally spaced frequencies serve 1 to 3 dimensions, but there were {dimension}.", nameof(ranges));
        }

        foreach (double range in ranges)
        {
            Guard.NonNegative(range, nameof(ranges));
        }

        kernel.CheckDimension(dimension);
        if (!kernel.IsStationary || kernel.Spectrum(dimension) is not { } spectrum)
        {
            throw new NotSupportedException(
                $"The kernel '{kernel}' has no known spectral density; rbf, matern, rationalquadratic and laplacian "
                + "kernels, their sums and multiples have one. Noise is to be split off first.");
        }

        Guard.InRange(tolerance, 1e-12 * spectrum.Variance, double.MaxValue);
        double[] periods = ChoosePeriods(kernel, ranges, 0.4 * tolerance, out double aliasing);
        double atZero = Aliasing(kernel, periods, stackalloc double[dimension], 0.1 * tolerance);
        double[] spacings = [.. periods.Select(period => 1 / period)];
        return Truncate(kernel, spectrum, spacings, tolerance, aliasing, atZero);
    }

    // Periods so long that the kernel has fallen below one threshold along each dimension; the threshold falls until
    // the sum over all periods does.
    private static double[] ChoosePeriods(
        Kernel kernel, ReadOnlySpan<double> ranges, double budget, out double aliasing)
    {
        double[] periods = new double[ranges.Length];
        double threshold = budget / (2 * ranges.Length);
        for (int round = 0; round < 200; round++, threshold /= 2)
        {
            for (int k = 0; k < periods.Length; k++)
            {
                periods[k] = ranges[k] + Reach(kernel, periods.Length, k, threshold);
            }

            aliasing = Aliasing(kernel, periods, ranges, budget);
            if (aliasing <= budget)
            {
                return periods;
            }
        }

        throw new NotSupportedException(
            $"The kernel '{kernel}' falls too slowly for equally spaced frequencies at this tolerance.");
    }

    // The least distance along a coordinate, within a fraction of it, at which the kernel is below a threshold.
    private static double Reach(Kernel kernel, int dimension, int coordinate, double threshold)
    {
        double[] gaps = new double[dimension];
        double low = 0, high = 1e-300;
        for (gaps[coordinate] = high; kernel.Ceiling(gaps) > threshold; gaps[coordinate] = high)
        {
            (low, high) = (high, high * 1024);
            if (double.IsInfinity(high))
            {
                throw new NotSupportedException($"The kernel '{kernel}' does not fall to zero with the distance.");
            }
        }

        while (high > 1.001 * low && high > 1e-300)
        {
            double middle = low > 0 ? Math.Sqrt(low) * Math.Sqrt(high) : high / 1024;
            gaps[coordinate] = middle;
            (low, high) = kernel.Ceiling(gaps) > threshold ? (middle, high) : (low, middle);
        }

        return high;
    }

    // Σ over the periods n ≠ 0 of a bound of |k(z + n∘P)|: a shell |n|∞ = r counts as often as it has members, with
    // the largest value that any of them allows. Shells beyond the eighth go by doubling blocks, whose ratio falls for
    // exponential and for algebraic decay, so that a geometric series bounds the rest.
    private static double Aliasing(Kernel kernel, double[] periods, ReadOnlySpan<double> ranges, double budget)
    {
        const int Single = 8, MostBlocks = 60;
        double[] gaps = new double[periods.Length];
        double sum = 0;
        for (int r = 1; r <= Single; r++)
        {
            sum += (Members(r, periods.Length) - Members(r - 1, periods.Length))
                * Largest(kernel, periods, ranges, r, gaps);
        }

        double before = double.PositiveInfinity, shells = Single;
        for (int block = 0; block < MostBlocks; block++, shells *= 2)
        {
            double own = (Members(2 * shells, periods.Length) - Members(shells, periods.Length))
                * Largest(kernel, periods, ranges, shells + 1, gaps);
            sum += own;
            double ratio = own / before;
            if (own == 0 || (ratio < 1 && own * ratio / (1 - ratio) <= 1e-3 * budget))
            {
                return own == 0 ? sum : sum + (own * ratio / (1 - ratio));
            }

            before = own;
        }

        return double.PositiveInfinity;
    }

    private static double Members(double r, int dimension) => Math.Pow((2 * r) + 1, dimension);

    private static double Largest(
        Kernel kernel, double[] periods, ReadOnlySpan<double> ranges, double shell, double[] gaps)
    {
        double largest = 0;
        for (int k = 0; k < periods.Length; k++)
        {
            gaps[k] = Math.Max(0, (shell * periods[k]) - ranges[k]);
            largest = Math.Max(largest, kernel.Ceiling(gaps));
            gaps[k] = 0;
        }

        return largest;
    }

    // A box of frequencies in which the density falls to one level along each dimension; the level falls until what is
    // outside is small enough.
    private static FourierQuadrature Truncate(
        Kernel kernel,
        ISpectralDensity spectrum,
        double[] spacings,
        double tolerance,
        double aliasing,
        double aliasingAtZero)
    {
        double cell = spacings.Aggregate(1.0, (product, spacing) => product * spacing);
        double level = 0.1 * tolerance / cell;
        while (true)
        {
            int[] halfWidths = new int[spacings.Length];
            double count = 1;
            for (int k = 0; k < halfWidths.Length; k++)
            {
                halfWidths[k] = Reach(spectrum, spacings, k, level);
                count *= (2.0 * halfWidths[k]) + 1;
            }

            if (count > MostFrequencies)
            {
                throw new NotSupportedException(
                    $"The kernel '{kernel}' needs more than {MostFrequencies} frequencies for a tolerance of "
                    + $"{tolerance}: a larger tolerance, a smoother kernel or a smaller range needs fewer.");
            }

            double[] weights = Weigh(spectrum, spacings, halfWidths, cell, (int)count, out double sum);
            double rest = Math.Max(0, spectrum.Variance + aliasingAtZero - sum);
            if (aliasing + rest <= tolerance)
            {
                // Beside the bound, the roundings of the sum of the weights.
                return new FourierQuadrature(
                    spacings, halfWidths, weights, aliasing + rest + (1e-14 * spectrum.Variance));
            }

            level /= rest > 100 * tolerance ? 8 : 2;
        }
    }

    private static int Reach(ISpectralDensity spectrum, double[] spacings, int coordinate, double level)
    {
        double[] frequency = new double[spacings.Length];
        int low = 0, high = 1;
        for (frequency[coordinate] = spacings[coordinate];
            spectrum.Density(frequency) > level && high < MostFrequencies;
            frequency[coordinate] = high * spacings[coordinate])
        {
            (low, high) = (high, 2 * high);
        }

        while (high - low > 1)
        {
            int middle = low + ((high - low) / 2);
            frequency[coordinate] = middle * spacings[coordinate];
            (low, high) = spectrum.Density(frequency) > level ? (middle, high) : (low, middle);
        }

        return high;
    }

    // Every known density is the same for both signs of each coordinate, so that one octant is evaluated.
    private static double[] Weigh(
        ISpectralDensity spectrum, double[] spacings, int[] halfWidths, double cell, int count, out double sum)
    {
        int dimension = spacings.Length;
        double[] weights = new double[count], frequency = new double[dimension];
        sum = 0;
        for (int place = 0; place < count; place++)
        {
            int rest = place, mirror = 0, stride = 1;
            for (int k = dimension - 1; k >= 0; k--)
            {
                (rest, int index) = Math.DivRem(rest, (2 * halfWidths[k]) + 1);
                int number = Math.Abs(index - halfWidths[k]);
                frequency[k] = number * spacings[k];
                mirror += (halfWidths[k] - number) * stride;
                stride *= (2 * halfWidths[k]) + 1;
            }

            weights[place] = mirror < place ? weights[mirror] : cell * spectrum.Density(frequency);
            sum += weights[place];
        }

        return double.IsFinite(sum) ? weights : throw new NotSupportedException(
            "The spectral density is infinite at the frequency 0, so that no sum of waves is near the kernel.");
    }
}
