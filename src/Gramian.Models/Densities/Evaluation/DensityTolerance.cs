using Gramian.Numerics;

namespace Gramian.Models.Densities.Evaluation;

/// <summary>
/// Represents how exact densities must be: |error of p| ≤ relative · p + absolute, at every query. Immutable.
/// </summary>
/// <remarks>
/// The error is of the sum over the points, beside the rounding of the logarithm itself. A relative error is nearly the
/// error of ln p, and holds in the far tails too; an absolute one lets densities far below it be 0.
/// </remarks>
public sealed record DensityTolerance
{
    /// <summary>A relative error of 1e−10 and no absolute one: what people call exact.</summary>
    public static DensityTolerance Exact { get; } = new();

    /// <summary>The relative error, from 1e−12 to 0.5; 1e−10 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Relative { get; init => field = Guard.InRange(value, 1e-12, 0.5, nameof(Relative)); } = 1e-10;

    /// <summary>The absolute error, at least 0, in units of density; 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Absolute { get; init => field = Guard.NonNegative(value, nameof(Absolute)); }

    /// <summary>
    /// The chance that an error is larger than stated, from 1e−12 to 0.5, which allows sums over a sample of the
    /// points; 0 (the default) for none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double FailureChance
    {
        get;
        init => field = value == 0 ? 0 : Guard.InRange(value, 1e-12, 0.5, nameof(FailureChance));
    }
}
