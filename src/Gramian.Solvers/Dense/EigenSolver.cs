using Gramian.Numerics;
using Gramian.Operators;

namespace Gramian.Solvers.Dense;

/// <summary>
/// Represents solving by a dense symmetric eigendecomposition, which serves every shift of the diagonal.
/// </summary>
[Paper("golub2013matrix")]
public sealed record EigenSolver : ISolver
{
    /// <summary>λ, what is added to the diagonal; finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public double Shift { get; init => field = Guard.Finite(value, nameof(Shift)); }

    /// <summary>Writes the operator out and decomposes it.</summary>
    /// <param name="a">A, declared symmetric.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The operator is not declared symmetric, or an element is not
    /// finite.</exception>
    public IFactorization Prepare(LinearOperator a, ComputeOptions? options = null)
    {
        using Matrix<double> dense = DenseSymmetric.From(a, options);
        return EigenFactorization.Decompose(dense, Shift, options);
    }
}
