using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Functions;
using Gramian.Numerics.Random;

namespace Gramian.Models.Densities;

/// <summary>Represents the shape that a density estimate gives each point: a normalised function of distance.</summary>
/// <remarks>
/// r is the distance in bandwidths. In several dimensions a profile is radial, K(‖u‖) over its own integral, or the
/// product Πⱼ K(uⱼ) of profiles of one coordinate; <see cref="AsProduct"/> makes the latter. The logarithm of a compact
/// profile is −∞ beyond its support.
/// </remarks>
[Paper("silverman1986density", Where = "sections 3.3 and 4.2")]
[Paper("marron1988canonical")]
public abstract record DensityProfile
{
    private protected DensityProfile()
    {
    }

    /// <summary>The standard normal law, exp(−r²/2): the usual one; radial and product are the same.</summary>
    public static DensityProfile Gaussian { get; } = new GaussianProfile();

    /// <summary>exp(−r), with heavier tails and a kink at the point.</summary>
    public static DensityProfile Exponential { get; } = new ExponentialProfile();

    /// <summary>4/(eʳ + 2 + e⁻ʳ), smooth with exponential tails.</summary>
    public static DensityProfile Logistic { get; } = new LogisticProfile();

    /// <summary>1 − r² for r ≤ 1: the least mean squared error at the best bandwidth.</summary>
    public static DensityProfile Epanechnikov { get; } = new PowerProfile("epanechnikov", 1);

    /// <summary>(1 − r²)² for r ≤ 1.</summary>
    public static DensityProfile Biweight { get; } = new PowerProfile("biweight", 2);

    /// <summary>(1 − r²)³ for r ≤ 1.</summary>
    public static DensityProfile Triweight { get; } = new PowerProfile("triweight", 3);

    /// <summary>1 − r for r ≤ 1.</summary>
    public static DensityProfile Triangular { get; } = new TriangularProfile();

    /// <summary>1 for r ≤ 1: counts the points of a ball.</summary>
    public static DensityProfile Uniform { get; } = new UniformProfile();

    /// <summary>cos(πr/2) for r ≤ 1.</summary>
    public static DensityProfile Cosine { get; } = new CosineProfile();

    /// <summary>All radial profiles.</summary>
    public static IReadOnlyList<DensityProfile> All { get; } =
    [
        Gaussian, Exponential, Logistic, Epanechnikov, Biweight, Triweight, Triangular, Uniform, Cosine,
    ];

    /// <summary>A short name, such as "gaussian".</summary>
    public abstract string Name { get; }

    /// <summary>Whether the density is 0, and its logarithm −∞, beyond one bandwidth from every point.</summary>
    public virtual bool IsCompact => false;

    /// <summary>Whether the profile is a product over the coordinates.</summary>
    public virtual bool IsProduct => false;

    /// <summary>The product of this profile over the coordinates; the profile itself when it is one.</summary>
    public DensityProfile AsProduct() => IsProduct ? this : new ProductProfile(this);

    /// <summary>
    /// By what a bandwidth of the Gaussian profile is multiplied to smooth as much: the ratio of the canonical
    /// bandwidths (∫K²/κ₂²)^(1/(d+4)), κ₂ being the variance along an axis.
    /// </summary>
    /// <param name="dimension">d, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">d is less than 1.</exception>
    public double CanonicalFactor(int dimension)
    {
        Guard.AtLeast(dimension, 1);
        return Math.Exp((LogCanonical(dimension) - Gaussian.LogCanonical(dimension)) / (dimension + 4));
    }

    /// <summary>The engine's own kernel for the profile, whose value at distance 0 is 1; null when it has none.
    /// </summary>
    internal virtual Kernel? Kernel => null;

    /// <summary>The profile's square, as a kernel of the engine; null when it has none.</summary>
    internal virtual Kernel? Squared => null;

    /// <summary>ln ∫ profile over d dimensions, the profile being 1 at distance 0.</summary>
    internal virtual double LogIntegral(int dimension) => LogSurface(dimension) + LogMoment(dimension);

    /// <summary>ln of the variance along an axis.</summary>
    internal virtual double LogVariance(int dimension) =>
        LogMoment(dimension + 2) - LogMoment(dimension) - Math.Log(dimension);

    /// <summary>ln ∫ K², with K normalised.</summary>
    internal virtual double LogRoughness(int dimension) =>
        LogSquareMoment(dimension) - LogSurface(dimension) - (2 * LogMoment(dimension));

    /// <summary>ln ∫₀ rᵃ⁻¹ profile(r) dr.</summary>
    internal abstract double LogMoment(int power);

    /// <summary>ln ∫₀ rᵃ⁻¹ profile(r)² dr.</summary>
    internal abstract double LogSquareMoment(int power);

    /// <summary>Replaces r² by the factor times the logarithm of the profile.</summary>
    internal abstract void MapLogarithm(double factor, MatrixView<double> squares);

    /// <summary>Draws a distance from the law ∝ rᵈ⁻¹ profile(r).</summary>
    internal abstract double DrawRadius(int dimension, RandomStream random);

    /// <summary>Adds a draw from the profile to a point of scaled coordinates.</summary>
    internal virtual void AddDraw(Span<double> point, RandomStream random)
    {
        double radius = DrawRadius(point.Length, random);
        var direction = new double[point.Length];
        double square = 0;
        for (int j = 0; j < direction.Length; j++)
        {
            direction[j] = random.NextNormal();
            square += direction[j] * direction[j];
        }

        for (int j = 0; j < direction.Length; j++)
        {
            point[j] += radius * direction[j] / Math.Sqrt(square);
        }
    }

    /// <summary>The share of the normalised profile of one coordinate that lies beyond t.</summary>
    /// <param name="t">t, at least 0; +∞ too.</param>
    internal abstract double Beyond(double t);

    /// <summary>The logarithm of the profile at a distance, 0 at distance 0.</summary>
    internal double LogAt(double r)
    {
        // Passes over tiles read whole lanes.
        var square = new Matrix<double>(1, Tile.Width);
        square.Row(0).Fill(r * r);
        MapLogarithm(1, square.View);
        return square[0, 0];
    }

    /// <summary>How far, in bandwidths, a repetition of a support of a width must be for its share to vanish.</summary>
    internal abstract double Reach(double width);

    private double LogCanonical(int dimension) => LogRoughness(dimension) - (2 * LogVariance(dimension));

    // The surface of the unit sphere.
    private static double LogSurface(int dimension) =>
        Math.Log(2) + (0.5 * dimension * Math.Log(Math.PI)) - SpecialFunctions.LogGamma(0.5 * dimension);
}
