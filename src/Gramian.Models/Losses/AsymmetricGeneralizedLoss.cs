using Gramian.Numerics;

namespace Gramian.Models.Losses;

/// <summary>Represents asymmetric generalised cross-entropy, ℓ = ((a + 1)ᵠ − (a + p)ᵠ)/q.</summary>
/// <param name="Offset">a, positive; 1 by default.</param>
/// <param name="Exponent">q, positive; 2 by default.</param>
[Paper("zhou2021asymmetric")]
public sealed record AsymmetricGeneralizedLoss(double Offset = 1, double Exponent = 2) : ProbabilityLoss
{
    /// <summary>a.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double Offset { get; init => field = Guard.Positive(value, nameof(Offset)); } =
        Guard.Positive(Offset, nameof(Offset));

    /// <summary>q.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double Exponent { get; init => field = Guard.Positive(value, nameof(Exponent)); } =
        Guard.Positive(Exponent, nameof(Exponent));

    /// <inheritdoc/>
    public override string Name => "asymmetric generalised cross-entropy";

    /// <inheritdoc/>
    protected override double Value(double probability, double surprise) =>
        (Math.Pow(Offset + 1, Exponent) - Math.Pow(Offset + probability, Exponent)) / Exponent;

    /// <inheritdoc/>
    protected override double Slope(double probability) =>
        probability * Math.Pow(Offset + probability, Exponent - 1);
}
