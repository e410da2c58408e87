using Gramian.Numerics;

namespace Gramian.Kernels.Priors;

/// <summary>Represents a normal belief.</summary>
/// <remarks>p(v) = exp(−(v − m)² / (2 s²)) / (s √(2π)).</remarks>
/// <param name="Mean">m, in the units of the value; finite.</param>
/// <param name="StandardDeviation">s, in the units of the value; positive and finite.</param>
public sealed record NormalPrior(double Mean, double StandardDeviation) : IPrior
{
    /// <summary>m, in the units of the value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite.</exception>
    public double Mean { get; init => field = Guard.Finite(value, nameof(Mean)); } = Guard.Finite(Mean);

    /// <summary>s, in the units of the value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double StandardDeviation
    {
        get;
        init => field = Guard.Positive(value, nameof(StandardDeviation));
    }
    = Guard.Positive(StandardDeviation);

    /// <inheritdoc/>
    public double LogDensity(double value)
    {
        double z = (value - Mean) / StandardDeviation;
        return (-0.5 * z * z) - Math.Log(StandardDeviation) - (0.5 * Math.Log(2 * Math.PI));
    }

    /// <inheritdoc/>
    public double Slope(double value) => (Mean - value) / (StandardDeviation * StandardDeviation);
}
