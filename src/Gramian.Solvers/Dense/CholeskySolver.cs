using Gramian.Numerics;
using Gramian.Operators;

namespace Gramian.Solvers.Dense;

/// <summary>
/// Represents solving by a dense Cholesky factorisation: exact up to rounding, n² memory, n³/3 operations.
/// </summary>
[Paper("golub2013matrix")]
public sealed record CholeskySolver : ISolver
{
    /// <summary>What may be added to the diagonal.</summary>
    public JitterPolicy Jitter { get; init; } = JitterPolicy.Default;

    /// <summary>Writes the operator out and factorises it.</summary>
    /// <param name="a">A, declared symmetric.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The operator is not declared symmetric, or an element is not
    /// finite.</exception>
    /// <exception cref="SolverException">The matrix is not positive definite, even with the largest jitter.</exception>
    public IFactorization Prepare(LinearOperator a, ComputeOptions? options = null) =>
        CholeskyFactorization.Factor(DenseSymmetric.From(a, options), Jitter, options);
}
