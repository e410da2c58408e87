using System.Runtime.CompilerServices;
using Gramian.Numerics;
using Gramian.Numerics.Functions;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Random;
using Gramian.Numerics.Tiles;

namespace Gramian.Models.Densities;

/// <summary>A profile that is 0 beyond r = 1.</summary>
internal abstract record CompactProfile : DensityProfile
{
    public sealed override bool IsCompact => true;

    internal sealed override double Reach(double width) => 1;

    internal sealed override double Beyond(double t) => t < 1 ? BeyondInside(t) : 0;

    /// <summary>The share beyond t, for 0 ≤ t &lt; 1.</summary>
    private protected abstract double BeyondInside(double t);

    // ln B(a, b).
    private protected static double LogBeta(double a, double b) =>
        SpecialFunctions.LogGamma(a) + SpecialFunctions.LogGamma(b) - SpecialFunctions.LogGamma(a + b);
}

/// <summary>(1 − r²)ᵖ.</summary>
internal sealed record PowerProfile(string Title, int Power) : CompactProfile
{
    public override string Name => Title;

    internal override double LogMoment(int power) => LogBeta(0.5 * power, Power + 1) - Math.Log(2);

    internal override double LogSquareMoment(int power) => LogBeta(0.5 * power, (2 * Power) + 1) - Math.Log(2);

    internal override void MapLogarithm(double factor, MatrixView<double> squares) =>
        TilePass.Map(default(Logarithm), factor * Power, squares);

    // r² follows the beta law.
    internal override double DrawRadius(int dimension, RandomStream random) =>
        Math.Sqrt(random.NextBeta(0.5 * dimension, Power + 1));

    // With u = 1 − t the integrand is uᵖ (2 − u)ᵖ: nothing cancels near the end.
    private protected override double BeyondInside(double t)
    {
        double u = 1 - t;
        (double sum, double choose) = (0, 1);
        for (int k = 0; k <= Power; k++)
        {
            sum += choose * Math.Pow(2, Power - k) * Math.Pow(u, Power + k + 1) / (Power + k + 1);
            choose *= -(Power - k) / (k + 1.0);
        }

        return 0.5 * sum / Math.Exp(LogMoment(1));
    }

    private readonly struct Logarithm : ILaneMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T t)
            where T : struct, ILane<T> => T.Log(T.Max(1.0 - t, 0.0));
    }
}

/// <summary>1 − r.</summary>
internal sealed record TriangularProfile : CompactProfile
{
    public override string Name => "triangular";

    internal override double LogMoment(int power) => LogBeta(power, 2);

    internal override double LogSquareMoment(int power) => LogBeta(power, 3);

    internal override void MapLogarithm(double factor, MatrixView<double> squares) =>
        TilePass.Map(default(Logarithm), factor, squares);

    internal override double DrawRadius(int dimension, RandomStream random) => random.NextBeta(dimension, 2);

    private protected override double BeyondInside(double t) => 0.5 * (1 - t) * (1 - t);

    private readonly struct Logarithm : ILaneMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T t)
            where T : struct, ILane<T> => T.Log(T.Max(1.0 - T.Sqrt(t), 0.0));
    }
}

/// <summary>1.</summary>
internal sealed record UniformProfile : CompactProfile
{
    public override string Name => "uniform";

    internal override double LogMoment(int power) => -Math.Log(power);

    internal override double LogSquareMoment(int power) => -Math.Log(power);

    internal override void MapLogarithm(double factor, MatrixView<double> squares) =>
        TilePass.Map(default(Logarithm), factor, squares);

    internal override double DrawRadius(int dimension, RandomStream random) =>
        Math.Pow(1 - random.NextDouble(), 1.0 / dimension);

    private protected override double BeyondInside(double t) => 0.5 * (1 - t);

    private readonly struct Logarithm : ILaneMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T t)
            where T : struct, ILane<T> => T.SelectPositive(t - 1.0, double.NegativeInfinity, 0.0);
    }
}

/// <summary>cos(πr/2).</summary>
internal sealed record CosineProfile : CompactProfile
{
    public override string Name => "cosine";

    internal override double LogMoment(int power) => Math.Log(Series(0.5 * Math.PI, power));

    // cos² = (1 + cos πr)/2.
    internal override double LogSquareMoment(int power) =>
        Math.Log(0.5 * ((1.0 / power) + Series(Math.PI, power)));

    internal override void MapLogarithm(double factor, MatrixView<double> squares) =>
        TilePass.Map(default(Logarithm), factor, squares);

    // The profile lies below 1 − r², and above π/4 of it.
    internal override double DrawRadius(int dimension, RandomStream random)
    {
        while (true)
        {
            double square = random.NextBeta(0.5 * dimension, 2);
            double radius = Math.Sqrt(square);
            if (random.NextDouble() * (1 - square) < Math.Cos(0.5 * Math.PI * radius))
            {
                return radius;
            }
        }
    }

    // (1 − sin(πt/2))/2.
    private protected override double BeyondInside(double t)
    {
        double sine = Math.Sin(0.25 * Math.PI * (1 - t));
        return sine * sine;
    }

    // ∫₀¹ rᵃ⁻¹ cos(cr) dr, term by term.
    private static double Series(double c, int power)
    {
        (double term, double sum) = (1, 0);
        for (int k = 0; k < 40; k++)
        {
            sum += term / (power + (2 * k));
            term *= -c * c / (((2 * k) + 1.0) * ((2 * k) + 2));
        }

        return sum;
    }

    private readonly struct Logarithm : ILaneMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T t)
            where T : struct, ILane<T>
        {
            T r = T.Min(T.Sqrt(t), 1.0);
            return T.SelectPositive(1.0 - r, T.Log(T.Cos(0.5 * Math.PI * r)), double.NegativeInfinity);
        }
    }
}
