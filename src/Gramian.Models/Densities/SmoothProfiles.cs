using System.Runtime.CompilerServices;
using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Numerics;
using Gramian.Numerics.Functions;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Random;
using Gramian.Numerics.Tiles;

namespace Gramian.Models.Densities;

/// <summary>exp(−r²/2).</summary>
internal sealed record GaussianProfile : DensityProfile
{
    private const double Negligible = 80;

    public override string Name => "gaussian";

    public override bool IsProduct => true;

    internal override Kernel Kernel { get; } = new Rbf(1);

    internal override Kernel Squared { get; } = new Rbf(Math.Sqrt(0.5));

    internal override double LogMoment(int power) =>
        (((0.5 * power) - 1) * Math.Log(2)) + SpecialFunctions.LogGamma(0.5 * power);

    internal override double LogSquareMoment(int power) => SpecialFunctions.LogGamma(0.5 * power) - Math.Log(2);

    internal override void MapLogarithm(double factor, MatrixView<double> squares) =>
        TilePass.Map(default(Logarithm), -0.5 * factor, squares);

    internal override double DrawRadius(int dimension, RandomStream random) => random.NextChi(dimension);

    internal override void AddDraw(Span<double> point, RandomStream random)
    {
        foreach (ref double coordinate in point)
        {
            coordinate += random.NextNormal();
        }
    }

    internal override double Beyond(double t) => SpecialFunctions.NormalCdf(-t);

    internal override double Reach(double width) => Math.Sqrt(Negligible + (width * width));

    private readonly struct Logarithm : ILaneMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T t)
            where T : struct, ILane<T> => t;
    }
}

/// <summary>exp(−r).</summary>
internal sealed record ExponentialProfile : DensityProfile
{
    public override string Name => "exponential";

    internal override Kernel Kernel { get; } = new Matern12(1);

    internal override Kernel Squared { get; } = new Matern12(0.5);

    internal override double LogMoment(int power) => SpecialFunctions.LogGamma(power);

    internal override double LogSquareMoment(int power) => SpecialFunctions.LogGamma(power) - (power * Math.Log(2));

    internal override void MapLogarithm(double factor, MatrixView<double> squares) =>
        TilePass.Map(default(Logarithm), -factor, squares);

    internal override double DrawRadius(int dimension, RandomStream random) => random.NextGamma(dimension);

    internal override double Beyond(double t) => 0.5 * Math.Exp(-t);

    internal override double Reach(double width) => width + LogisticProfile.Negligible;

    private readonly struct Logarithm : ILaneMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T t)
            where T : struct, ILane<T> => T.Sqrt(t);
    }
}

/// <summary>4/(eʳ + 2 + e⁻ʳ). Moments are values of the alternating zeta function η.</summary>
internal sealed record LogisticProfile : DensityProfile
{
    internal const double Negligible = 40;
    private const int EtaTerms = 24;

    public override string Name => "logistic";

    // 4 ∫ rᵃ⁻¹ Σ (−1)ᵏ⁻¹ k e⁻ᵏʳ = 4 Γ(a) η(a − 1).
    internal override double LogMoment(int power) =>
        Math.Log(4) + SpecialFunctions.LogGamma(power) + Math.Log(Eta(power - 1));

    // 16 ∫ rᵃ⁻¹ Σ (−1)ᵐ (m³ − m)/6 e⁻ᵐʳ = 16/6 Γ(a) (η(a − 1) − η(a − 3)).
    internal override double LogSquareMoment(int power) =>
        Math.Log(16.0 / 6) + SpecialFunctions.LogGamma(power) + LogSquareSum(power);

    internal override void MapLogarithm(double factor, MatrixView<double> squares) =>
        TilePass.Map(default(Logarithm), factor, squares);

    // A gamma draw has the law ∝ rᵈ⁻¹ e⁻ʳ; what is left of the profile, 1/(1 + e⁻ʳ)², is at least 1/4.
    internal override double DrawRadius(int dimension, RandomStream random)
    {
        while (true)
        {
            double radius = random.NextGamma(dimension);
            double accepted = 1 / (1 + Math.Exp(-radius));
            if (random.NextDouble() < accepted * accepted)
            {
                return radius;
            }
        }
    }

    internal override double Beyond(double t) => 1 / (1 + Math.Exp(t));

    internal override double Reach(double width) => width + Negligible;

    // η(a − 1) − η(a − 3) = Σ_{m ≥ 2} (−1)ᵐ (m² − 1)/mᵃ⁻¹; large powers converge at once and would cancel otherwise.
    private static double LogSquareSum(int power)
    {
        if (power < 12)
        {
            return Math.Log(Eta(power - 1) - Eta(power - 3));
        }

        double sum = 0;
        for (int m = 2; m < 200; m++)
        {
            sum += (m % 2 == 0 ? 1 : -1) * ((m * m) - 1) * Math.Pow(m / 2.0, 1 - power);
        }

        return Math.Log(sum) + ((1 - power) * Math.Log(2));
    }

    // Σ (−1)ᵏ⁻¹ k⁻ˢ for whole s, by the method of Cohen, Rodriguez Villegas and Zagier.
    private static double Eta(int s)
    {
        if (s <= 0)
        {
            return s switch { 0 => 0.5, -1 => 0.25, _ => 0 };
        }

        double d = Math.Pow(3 + Math.Sqrt(8), EtaTerms);
        d = (d + (1 / d)) / 2;
        (double b, double c, double sum) = (-1, -d, 0);
        for (int k = 0; k < EtaTerms; k++)
        {
            c = b - c;
            sum += c * Math.Pow(k + 1, -s);
            b *= (k + EtaTerms) * (double)(k - EtaTerms) / ((k + 0.5) * (k + 1));
        }

        return sum / d;
    }

    private readonly struct Logarithm : ILaneMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T t)
            where T : struct, ILane<T>
        {
            T r = T.Sqrt(t);
            return Math.Log(4) - r - (2.0 * T.Log1p(T.Exp(-r)));
        }
    }
}
