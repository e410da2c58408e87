using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Operators;

namespace Gramian.Solvers.Preconditioning;

/// <summary>Represents the partial Cholesky factorisation A ≈ F Fᵀ of a positive semidefinite operator.</summary>
/// <remarks>
/// It reads the diagonal and about r columns of A: O(r n) entries and O(r² n) operations. Columns are fetched in
/// blocks; a block reproduces the law of choosing one at a time: random proposals are accepted with the probability
/// d / d₀ that is left of them, greedy ones while no column outside could be larger. With random pivots the expected
/// error tr(A − F Fᵀ) is at most (1 + ε) times the best of rank q when r ≥ q/ε + q log(1/(εη)), η being the relative
/// error of that best. Safe to share between threads.
/// </remarks>
[Paper("chen2025randomly")]
[Paper("epperly2024embrace")]
public sealed record PivotedCholesky
{
    /// <summary>The largest rank r; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int RankLimit { get; init => field = Guard.AtLeast(value, 1, nameof(RankLimit)); } = 100;

    /// <summary>How the columns are chosen.</summary>
    public PivotRule Rule { get; init; } = PivotRule.Random;

    /// <summary>The number of columns that are fetched at once; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int BlockSize { get; init => field = Guard.AtLeast(value, 1, nameof(BlockSize)); } = 32;

    /// <summary>Stops when tr(A − F Fᵀ) is at most this times tr A; 0 for the rank alone.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double RelativeTolerance { get; init => field = Guard.NonNegative(value, nameof(RelativeTolerance)); }

    /// <summary>Factorises an operator.</summary>
    /// <param name="a">A, declared symmetric, which gives its columns and its diagonal.</param>
    /// <param name="random">Chooses the columns; the greedy rule draws nothing.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The operator is not declared symmetric, does not give columns and diagonal,
    /// or has a negative or infinite element on its diagonal.</exception>
    public PartialFactor Factor(LinearOperator a, RandomStream random, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(random);
        if (a is not (IColumnAccess and IDiagonal) || !a.Structure.HasFlag(Structure.Symmetric))
        {
            throw new ArgumentException(
                "The operator must be declared symmetric and give its columns and its diagonal, but a "
                + $"{a.GetType().Name} of structure {a.Structure} does not.", nameof(a));
        }

        return new PartialFactorRun(a, this, random, options ?? ComputeOptions.Default).Run();
    }
}
