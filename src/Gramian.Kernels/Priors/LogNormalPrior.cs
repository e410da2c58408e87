using Gramian.Numerics;

namespace Gramian.Kernels.Priors;

/// <summary>Represents a log-normal belief: ln value has a normal law.</summary>
/// <remarks>p(v) = exp(−(ln v − μ)² / (2 s²)) / (v s √(2π)) for v &gt; 0.</remarks>
/// <param name="Median">e^μ, in the units of the value; positive and finite.</param>
/// <param name="LogStandardDeviation">s, a pure number; positive and finite.</param>
public sealed record LogNormalPrior(double Median, double LogStandardDeviation) : IPrior
{
    /// <summary>e^μ, in the units of the value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double Median { get; init => field = Guard.Positive(value, nameof(Median)); } = Guard.Positive(Median);

    /// <summary>s, a pure number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double LogStandardDeviation
    {
        get;
        init => field = Guard.Positive(value, nameof(LogStandardDeviation));
    }
    = Guard.Positive(LogStandardDeviation);

    /// <inheritdoc/>
    public double LogDensity(double value)
    {
        if (!(value > 0))
        {
            return double.NegativeInfinity;
        }

        double z = Math.Log(value / Median) / LogStandardDeviation;
        return (-0.5 * z * z) - Math.Log(value * LogStandardDeviation) - (0.5 * Math.Log(2 * Math.PI));
    }

    /// <inheritdoc/>
    public double Slope(double value) =>
        -(1 + (Math.Log(value / Median) / (LogStandardDeviation * LogStandardDeviation))) / value;
}
