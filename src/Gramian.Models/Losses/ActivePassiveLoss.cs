using Gramian.Numerics;

namespace Gramian.Models.Losses;

/// <summary>
/// Represents a weighted sum of two losses, one that pulls to the label and one that pushes from others.
/// </summary>
/// <remarks>
/// Of normalised cross-entropy with reverse cross-entropy, asymmetric generalised cross-entropy or the asymmetric
/// unhinged loss it makes the robust pairs that are known by their initials.
/// </remarks>
/// <param name="Active">The first loss.</param>
/// <param name="Passive">The second loss.</param>
/// <param name="ActiveWeight">The weight of the first, positive; 1 by default.</param>
/// <param name="PassiveWeight">The weight of the second, positive; 1 by default.</param>
[Paper("ma2020normalized")]
public sealed record ActivePassiveLoss(
    ClassLoss Active, ClassLoss Passive, double ActiveWeight = 1, double PassiveWeight = 1) : ClassLoss
{
    /// <summary>The weight of the first loss.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double ActiveWeight { get; init => field = Guard.Positive(value, nameof(ActiveWeight)); } =
        Guard.Positive(ActiveWeight, nameof(ActiveWeight));

    /// <summary>The weight of the second loss.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double PassiveWeight { get; init => field = Guard.Positive(value, nameof(PassiveWeight)); } =
        Guard.Positive(PassiveWeight, nameof(PassiveWeight));

    /// <inheritdoc/>
    public override string Name => $"{Active.Name} + {Passive.Name}";

    /// <inheritdoc/>
    public override bool IsConvex => Active.IsConvex && Passive.IsConvex;

    /// <inheritdoc/>
    public override double Evaluate(
        ReadOnlySpan<double> scores, int label, Span<double> gradient, Span<double> curvature)
    {
        int count = scores.Length;
        Span<double> other = count <= 128 ? stackalloc double[2 * count] : new double[2 * count];
        double value = ActiveWeight * Active.Evaluate(scores, label, gradient, curvature);
        value += PassiveWeight * Passive.Evaluate(scores, label, other[..count], other[count..]);
        for (int k = 0; k < count; k++)
        {
            gradient[k] = (ActiveWeight * gradient[k]) + (PassiveWeight * other[k]);
            curvature[k] = (ActiveWeight * curvature[k]) + (PassiveWeight * other[count + k]);
        }

        return value;
    }
}
