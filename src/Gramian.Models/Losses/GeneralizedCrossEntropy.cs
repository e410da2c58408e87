using Gramian.Numerics;

namespace Gramian.Models.Losses;

/// <summary>
/// Represents generalised cross-entropy, ℓ = (1 − pᵠ)/q: between cross-entropy (q → 0) and mean absolute error (q = 1).
/// </summary>
/// <remarks>
/// With a threshold, rows of p at or below it cost (1 − thresholdᵠ)/q and pull no more: the truncated form.
/// </remarks>
/// <param name="Exponent">q, in (0, 1]; 0.7 by default.</param>
/// <param name="Threshold">The p at which the loss is cut, in [0, 1); 0 (the default) for nowhere.</param>
[Paper("zhang2018generalized")]
public sealed record GeneralizedCrossEntropy(double Exponent = 0.7, double Threshold = 0) : ProbabilityLoss
{
    /// <summary>q, in (0, 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Exponent { get; init => field = InUnit(value, nameof(Exponent)); } =
        InUnit(Exponent, nameof(Exponent));

    /// <summary>The p at which the loss is cut.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Threshold { get; init => field = Guard.InRange(value, 0, 0.999999, nameof(Threshold)); } =
        Guard.InRange(Threshold, 0, 0.999999, nameof(Threshold));

    /// <inheritdoc/>
    public override string Name => Threshold > 0 ? "truncated generalised cross-entropy" : "generalised cross-entropy";

    /// <inheritdoc/>
    public override bool TryProbabilities(ReadOnlySpan<double> scores, Span<double> probabilities) =>
        Threshold == 0 && Exponent < 1 && Escort(scores, probabilities);

    /// <inheritdoc/>
    protected override double Value(double probability, double surprise)
    {
        double cut = Threshold > 0 ? Math.Min(surprise, -Math.Log(Threshold)) : surprise;
        return -double.ExpM1(-Exponent * cut) / Exponent;
    }

    /// <inheritdoc/>
    protected override double Slope(double probability) =>
        probability <= Threshold ? 0 : Math.Pow(probability, Exponent);

    private static double InUnit(double value, string name) => Guard.InRange(Guard.Positive(value, name), 0, 1, name);
}
