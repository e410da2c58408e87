using Gramian.Numerics;
using Gramian.Operators;

namespace Gramian.Solvers;

/// <summary>Represents a way to solve A x = b in two phases: prepare once, solve many times.</summary>
public interface ISolver
{
    /// <summary>Prepares an operator.</summary>
    /// <param name="a">A, square.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The operator is not square, or not of the structure that is
    /// needed.</exception>
    /// <exception cref="SolverException">The operator cannot be prepared.</exception>
    IFactorization Prepare(LinearOperator a, ComputeOptions? options = null);
}
