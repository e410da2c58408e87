using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Numerics.Functions;
using Gramian.Numerics.Random;

namespace Gramian.Models.Densities;

/// <summary>Represents the shape that a density estimate gives each point: a normalised function of distance.</summary>
public abstract record DensityProfile
{
    private protected DensityProfile()
    {
    }

    /// <summary>The standard normal law, exp(−r²/2): the usual one.</summary>
    public static DensityProfile Gaussian { get; } = new GaussianProfile();

    /// <summary>exp(−r), with heavier tails and a kink at the point.</summary>
    public static DensityProfile Exponential { get; } = new ExponentialProfile();

    /// <summary>A short name, such as "gaussian".</summary>
    public abstract string Name { get; }

    /// <summary>
    /// The profile before normalisation, as a kernel of scaled points whose value at distance 0 is 1.
    /// </summary>
    internal abstract Kernel Kernel { get; }

    /// <summary>The profile's square, as a kernel.</summary>
    internal abstract Kernel Squared { get; }

    /// <summary>ln ∫ profile over d dimensions.</summary>
    internal abstract double LogIntegral(int dimension);

    /// <summary>Adds a draw from the profile to a point of scaled coordinates.</summary>
    internal abstract void AddDraw(Span<double> point, RandomStream random);

    private sealed record GaussianProfile : DensityProfile
    {
        public override string Name => "gaussian";

        internal override Kernel Kernel { get; } = new Rbf(1);

        internal override Kernel Squared { get; } = new Rbf(Math.Sqrt(0.5));

        internal override double LogIntegral(int dimension) => 0.5 * dimension * Math.Log(2 * Math.PI);

        internal override void AddDraw(Span<double> point, RandomStream random)
        {
            foreach (ref double coordinate in point)
            {
                coordinate += random.NextNormal();
            }
        }
    }

    private sealed record ExponentialProfile : DensityProfile
    {
        public override string Name => "exponential";

        internal override Kernel Kernel { get; } = new Matern12(1);

        internal override Kernel Squared { get; } = new Matern12(0.5);

        // The surface of the sphere times Γ(d).
        internal override double LogIntegral(int dimension) => Math.Log(2) + (0.5 * dimension * Math.Log(Math.PI))
            + SpecialFunctions.LogGamma(dimension) - SpecialFunctions.LogGamma(0.5 * dimension);

        // A direction that is uniform, and a radius that is the sum of d exponential draws.
        internal override void AddDraw(Span<double> point, RandomStream random)
        {
            var direction = new double[point.Length];
            double square = 0;
            double radius = 0;
            for (int j = 0; j < direction.Length; j++)
            {
                direction[j] = random.NextNormal();
                square += direction[j] * direction[j];
                radius -= Math.Log(1 - random.NextDouble());
            }

            for (int j = 0; j < direction.Length; j++)
            {
                point[j] += radius * direction[j] / Math.Sqrt(square);
            }
        }
    }
}
