using Gramian.Numerics;

namespace Gramian.Models.Losses;

/// <summary>
/// Represents the Jensen–Shannon divergence of weights (π, 1 − π) between the label and softmax(f), over
/// −(1 − π) ln(1 − π).
/// </summary>
/// <remarks>With m = π + (1 − π)p: ℓ ∝ −(1 − π)(1 − p) ln(1 − π) − m ln m + (1 − π) p ln p, near cross-entropy for
/// small π and mean absolute error for π near 1.</remarks>
/// <param name="LabelWeight">π, in (0, 1); 0.5 by default.</param>
[Paper("englesson2021generalized")]
public sealed record JensenShannonLoss(double LabelWeight = 0.5) : ProbabilityLoss
{
    /// <summary>π, in (0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double LabelWeight
    {
        get;
        init => field = Guard.InRange(value, 1e-6, 1 - 1e-6, nameof(LabelWeight));
    } = Guard.InRange(LabelWeight, 1e-6, 1 - 1e-6, nameof(LabelWeight));

    private double LogRest => double.LogP1(-LabelWeight);

    /// <inheritdoc/>
    public override string Name => "Jensen-Shannon divergence";

    /// <inheritdoc/>
    public override bool TryProbabilities(ReadOnlySpan<double> scores, Span<double> probabilities) =>
        Escort(scores, probabilities);

    /// <inheritdoc/>
    protected override double Value(double probability, double surprise)
    {
        double rest = 1 - LabelWeight;
        double missing = -double.ExpM1(-surprise);   // 1 − p
        double mixed = rest * missing;               // 1 − m
        double sum = -(rest * missing * LogRest) - ((1 - mixed) * double.LogP1(-mixed))
            - (rest * probability * (probability == 0 ? 0 : surprise));
        return sum / (-rest * LogRest);
    }

    /// <inheritdoc/>
    protected override double Slope(double probability) => probability == 0
        ? 0
        : probability * (double.LogP1(LabelWeight / (1 - LabelWeight) / probability)) / -LogRest;
}
