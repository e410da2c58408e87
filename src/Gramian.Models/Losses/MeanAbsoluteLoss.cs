using Gramian.Numerics;

namespace Gramian.Models.Losses;

/// <summary>Represents the absolute error of the probabilities, ℓ = Σₖ |pₖ − eᵧₖ| = 2 (1 − p).</summary>
/// <remarks>
/// Over all labels it sums to a constant, so that noise alike on all labels cancels; it learns slowly.
/// </remarks>
[Paper("ghosh2017robust")]
public sealed record MeanAbsoluteLoss : ProbabilityLoss
{
    /// <inheritdoc/>
    public override string Name => "mean absolute error";

    /// <inheritdoc/>
    protected override double Value(double probability, double surprise) => -2 * double.ExpM1(-surprise);

    /// <inheritdoc/>
    protected override double Slope(double probability) => 2 * probability;
}
