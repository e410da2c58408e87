using Gramian.Numerics;
using Gramian.Numerics.Functions;

namespace Gramian.Kernels.Priors;

/// <summary>Represents a gamma belief.</summary>
/// <remarks>p(v) = bᵃ vᵃ⁻¹ e^(−b v) / Γ(a) for v &gt; 0; the mean is a / b.</remarks>
/// <param name="Shape">a, a pure number; positive and finite.</param>
/// <param name="Rate">b, in inverse units of the value; positive and finite.</param>
public sealed record GammaPrior(double Shape, double Rate) : IPrior
{
    /// <summary>a, a pure number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double Shape { get; init => field = Guard.Positive(value, nameof(Shape)); } = Guard.Positive(Shape);

    /// <summary>b, in inverse units of the value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double Rate { get; init => field = Guard.Positive(value, nameof(Rate)); } = Guard.Positive(Rate);

    /// <inheritdoc/>
    public double LogDensity(double value) => value > 0
        ? (Shape * Math.Log(Rate)) + ((Shape - 1) * Math.Log(value)) - (Rate * value) - SpecialFunctions.LogGamma(Shape)
        : double.NegativeInfinity;

    /// <inheritdoc/>
    public double Slope(double value) => ((Shape - 1) / value) - Rate;
}
