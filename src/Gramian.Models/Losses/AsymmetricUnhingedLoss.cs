using Gramian.Numerics;

namespace Gramian.Models.Losses;

/// <summary>Represents the asymmetric unhinged loss, ℓ = ((a − p)ᵠ − (a − 1)ᵠ)/q.</summary>
/// <param name="Offset">a, above 1; 1.5 by default.</param>
/// <param name="Exponent">q, positive; 0.9 by default.</param>
[Paper("zhou2021asymmetric")]
public sealed record AsymmetricUnhingedLoss(double Offset = 1.5, double Exponent = 0.9) : ProbabilityLoss
{
    /// <summary>a.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside [1.000001, 1e6].</exception>
    public double Offset { get; init => field = Guard.InRange(value, 1.000001, 1e6, nameof(Offset)); } =
        Guard.InRange(Offset, 1.000001, 1e6, nameof(Offset));

    /// <summary>q.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double Exponent { get; init => field = Guard.Positive(value, nameof(Exponent)); } =
        Guard.Positive(Exponent, nameof(Exponent));

    /// <inheritdoc/>
    public override string Name => "asymmetric unhinged loss";

    /// <inheritdoc/>
    protected override double Value(double probability, double surprise) =>
        (Math.Pow(Offset - probability, Exponent) - Math.Pow(Offset - 1, Exponent)) / Exponent;

    /// <inheritdoc/>
    protected override double Slope(double probability) =>
        probability * Math.Pow(Offset - probability, Exponent - 1);
}
