using Gramian.Numerics;

namespace Gramian.Solvers.Dense;

/// <summary>Represents what may be added to a diagonal to make a matrix numerically positive definite.</summary>
/// <remarks>
/// The first attempt is without jitter. Then δ · mean(diagonal) is tried for δ = <see cref="Smallest"/>, growing by
/// <see cref="Growth"/>, up to <see cref="Largest"/>. What was used is in the <see cref="Certificate"/>.
/// </remarks>
public sealed record JitterPolicy
{
    /// <summary>None, then 10⁻¹⁰ … 10⁻⁴ times the mean of the diagonal.</summary>
    public static JitterPolicy Default { get; } = new();

    /// <summary>No jitter at all: a matrix that is not positive definite is refused.</summary>
    public static JitterPolicy Never { get; } = new() { Enabled = false };

    /// <summary>Whether jitter may be used.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The first δ, relative to the mean of the diagonal; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double Smallest { get; init => field = Guard.Positive(value, nameof(Smallest)); } = 1e-10;

    /// <summary>The last δ, relative to the mean of the diagonal; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double Largest { get; init => field = Guard.Positive(value, nameof(Largest)); } = 1e-4;

    /// <summary>The factor between one δ and the next; greater than 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.5 or greater than 10⁶.</exception>
    public double Growth { get; init => field = Guard.InRange(value, 1.5, 1e6, nameof(Growth)); } = 10;

    /// <summary>The relative jitters to try, in order: 0 first.</summary>
    public IEnumerable<double> Attempts()
    {
        yield return 0;
        if (!Enabled)
        {
            yield break;
        }

        // The powers are formed afresh, because repeated products would end beside the last decade.
        for (int step = 0; ; step++)
        {
            double delta = Smallest * Math.Pow(Growth, step);
            if (delta > Largest * (1 + 1e-9))
            {
                yield break;
            }

            yield return delta;
        }
    }
}
