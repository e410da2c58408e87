using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Operators;

namespace Gramian.Solvers.Preconditioning;

/// <summary>Represents P = F Fᵀ + λI with F from a partial Cholesky factorisation of A.</summary>
/// <remarks>
/// When the rank captures A down to a tail of trace λ, the condition number of P⁻¹(A + λI) is of the order of 1. P is
/// applied by orthonormal eigenvectors, which is stable for any λ &gt; 0. Takes about r columns of A, O(n r²)
/// operations and n r numbers. For an operator that gives no columns there is
/// <see cref="NystromPreconditioning"/>.
/// </remarks>
[Paper("diaz2023robust")]
[Paper("chen2025randomly")]
public sealed record LowRankPreconditioning : IPreconditioning
{
    /// <summary>How F is made.</summary>
    public PivotedCholesky Factorisation { get; init; } = new() { RankLimit = 300 };

    /// <summary>The seed of the choice of columns: any number.</summary>
    public ulong Seed { get; init; }

    /// <inheritdoc/>
    public string Name => $"partial Cholesky of rank {Factorisation.RankLimit}";

    /// <summary>Makes P.</summary>
    /// <param name="a">A, declared symmetric, which gives its columns and its diagonal.</param>
    /// <param name="shift">λ, positive.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The operator cannot be factorised.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shift is not positive and finite.</exception>
    public IPreconditioner Prepare(LinearOperator a, double shift, ComputeOptions? options = null)
    {
        Guard.Positive(shift);
        using Matrix<double> factor = Factorisation.Factor(a, new RandomStream(Seed), options).ToFactor();
        return SpectralPreconditioner.FromFactor(factor, shift, options ?? ComputeOptions.Default);
    }
}
