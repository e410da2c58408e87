using Gramian.Numerics;

namespace Gramian.Models.Losses;

/// <summary>Represents symmetric cross-entropy, ℓ = −a ln p + b A (1 − p): cross-entropy and its reverse.</summary>
/// <param name="Forward">a, the weight of cross-entropy, not negative; 0.1 by default.</param>
/// <param name="Reverse">b, the weight of reverse cross-entropy, positive; 1 by default.</param>
/// <param name="LogZero">A, what stands for −ln 0; positive, 4 by default.</param>
[Paper("wang2019symmetric")]
public sealed record SymmetricCrossEntropy(double Forward = 0.1, double Reverse = 1, double LogZero = 4)
    : ProbabilityLoss
{
    /// <summary>a, the weight of cross-entropy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Forward { get; init => field = Guard.NonNegative(value, nameof(Forward)); } =
        Guard.NonNegative(Forward, nameof(Forward));

    /// <summary>b, the weight of reverse cross-entropy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double Reverse { get; init => field = Guard.Positive(value, nameof(Reverse)); } =
        Guard.Positive(Reverse, nameof(Reverse));

    /// <summary>A, what stands for −ln 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double LogZero { get; init => field = Guard.Positive(value, nameof(LogZero)); } =
        Guard.Positive(LogZero, nameof(LogZero));

    /// <inheritdoc/>
    public override string Name => Forward > 0 ? "symmetric cross-entropy" : "reverse cross-entropy";

    /// <inheritdoc/>
    public override bool TryProbabilities(ReadOnlySpan<double> scores, Span<double> probabilities) =>
        Forward > 0 && Escort(scores, probabilities);

    /// <inheritdoc/>
    protected override double Value(double probability, double surprise) =>
        (Forward == 0 ? 0 : Forward * surprise) - (Reverse * LogZero * double.ExpM1(-surprise));

    /// <inheritdoc/>
    protected override double Slope(double probability) => Forward + (Reverse * LogZero * probability);
}
