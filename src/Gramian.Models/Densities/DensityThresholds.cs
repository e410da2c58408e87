using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Densities;

/// <summary>
/// Represents the bandwidths at which a Gaussian kernel density estimate changes its nature when n = exp(αd) points are
/// drawn from a normal law in d dimensions. Immutable.
/// </summary>
/// <remarks>
/// Asymptotic in d at fixed α, about a fresh typical point. With e = σ²/h² for each variance σ²,
/// φ = −(1/2d) Σ [ln(1 + e) + e/(1 + e)] is the exponent of the mean of a summand, and h_G is where the entropy
/// α + φ − λ dφ/dλ, λ = 1/h², of the points that matter is used up. At finite size the best bandwidth lies between
/// <see cref="Optimal"/> and <see cref="Condensation"/>. Bandwidths have the unit of the data.
/// </remarks>
[Paper("biroli2024kernel")]
public sealed record DensityThresholds
{
    private readonly double[] variances;

    private DensityThresholds(double alpha, double[] variances)
    {
        (Alpha, this.variances) = (alpha, variances);
        double mean = variances.Average();

        // In units of the mean variance the root lies far inside these bounds for every α that a sample can have.
        double root = alpha == 0
            ? double.PositiveInfinity
            : ScalarRoot.Brent(log => Entropy(Math.Exp(-2 * log) / mean), -300, 300);
        Condensation = double.IsInfinity(root) ? root : Math.Exp(root) * Math.Sqrt(mean);
        double squared = -2 * Slope(1 / (Condensation * Condensation));
        Optimal = Math.Sqrt(squared);
        KullbackLeiblerPerDimension = alpha + (0.5 * (Math.Log(squared) - variances.Average(Math.Log)));
    }

    /// <summary>α = ln(n)/d.</summary>
    public double Alpha { get; }

    /// <summary>d, the number of directions in which the data vary.</summary>
    public int Dimension => variances.Length;

    /// <summary>h_CLT = √2 h_G: below it the central limit theorem fails.</summary>
    public double CentralLimit => Math.Sqrt(2) * Condensation;

    /// <summary>h_G: below it a few nearest points make the estimate; infinite when α is 0.</summary>
    public double Condensation { get; }

    /// <summary>The bandwidth of least Kullback–Leibler divergence; it is below <see cref="Condensation"/>.</summary>
    public double Optimal { get; }

    /// <summary>The divergence from the law to the estimate at <see cref="Optimal"/>, over d, in nats.</summary>
    public double KullbackLeiblerPerDimension { get; }

    /// <summary>Computes the thresholds of a normal law.</summary>
    /// <param name="alpha">α = ln(n)/d, not negative.</param>
    /// <param name="variances">The eigenvalues of the covariance, [d], positive; [1] for the standard normal law of
    /// any dimension.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// α is negative, or a variance is not positive and finite.
    /// </exception>
    /// <exception cref="ArgumentException">There is no variance.</exception>
    public static DensityThresholds OfNormal(double alpha, params ReadOnlySpan<double> variances)
    {
        Guard.NonNegative(alpha);
        if (variances.IsEmpty)
        {
            throw new ArgumentException("'variances' must hold at least one variance, but it was empty.",
                nameof(variances));
        }

        foreach (double variance in variances)
        {
            Guard.Positive(variance, nameof(variances));
        }

        return new DensityThresholds(alpha, variances.ToArray());
    }

    /// <summary>
    /// Computes the thresholds of the normal law that has the covariance of a sample; directions without variance are
    /// left out of d. What a sample spreads of the spectrum is taken back.
    /// </summary>
    /// <param name="points">The n points, at least 2 of them different.</param>
    /// <param name="weights">Their weights, [n], not negative and not all 0, of which n is (Σw)²/Σw²; empty for equal
    /// ones.</param>
    /// <exception cref="ArgumentException">All points are the same, or the weights do not fit.</exception>
    public static DensityThresholds OfSample(Points points, ReadOnlySpan<double> weights = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        var moments = SampleMoments.Of(points, weights);
        double[] kept = BulkSpectrum.Of(points, moments, weights);
        return kept.Length > 0
            ? new DensityThresholds(Math.Log(moments.EffectiveCount) / kept.Length, kept)
            : throw new ArgumentException(
                $"'points' must hold at least two different points, but all {points.Count} are the same.",
                nameof(points));
    }

    /// <summary>The index of the stable law that the fluctuations follow: (h/h_G)²; normal from 2 on.</summary>
    /// <param name="bandwidth">h, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bandwidth is not positive and finite.</exception>
    public double StableIndex(double bandwidth)
    {
        double ratio = Guard.Positive(bandwidth) / Condensation;
        return ratio * ratio;
    }

    /// <summary>The regime of a bandwidth.</summary>
    /// <param name="bandwidth">h, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bandwidth is not positive and finite.</exception>
    public DensityRegime RegimeOf(double bandwidth) => StableIndex(bandwidth) switch
    {
        > 2 => DensityRegime.Normal,
        > 1 => DensityRegime.Stable,
        _ => DensityRegime.Condensed,
    };

    /// <summary>The share Σ w²/(Σ w)² that a fresh point's largest summands have, in the mean: max(0, 1 − index).
    /// </summary>
    /// <param name="bandwidth">h, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bandwidth is not positive and finite.</exception>
    public double Participation(double bandwidth) => Math.Max(0, 1 - StableIndex(bandwidth));

    /// <summary>The logarithm of the estimate at a fresh point, over d.</summary>
    /// <param name="bandwidth">h, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bandwidth is not positive and finite.</exception>
    public double LogDensityPerDimension(double bandwidth)
    {
        double squared = Guard.Positive(bandwidth) * bandwidth;
        double scale = -0.5 * Math.Log(2 * Math.PI * squared);
        return bandwidth >= Condensation
            ? scale + Exponent(1 / squared)
            : scale - Alpha - (0.5 * Optimal * Optimal / squared);
    }

    private double Exponent(double lambda) => -0.5 * variances.Average(variance =>
    {
        double ratio = lambda * variance;
        return Math.Log(1 + ratio) + (ratio / (1 + ratio));
    });

    private double Slope(double lambda) => -0.5 * variances.Average(variance =>
    {
        double kept = 1 / (1 + (lambda * variance));
        return variance * kept * (1 + kept);
    });

    private double Entropy(double lambda) => Alpha + Exponent(lambda) - (lambda * Slope(lambda));
}
