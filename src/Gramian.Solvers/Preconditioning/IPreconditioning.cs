using Gramian.Numerics;
using Gramian.Operators;

namespace Gramian.Solvers.Preconditioning;

/// <summary>Represents a way to make a preconditioner of an operator and a shift.</summary>
public interface IPreconditioning
{
    /// <summary>What it is, as a short phrase.</summary>
    string Name { get; }

    /// <summary>Makes P ≈ A + λI.</summary>
    /// <param name="a">A, declared symmetric and positive semidefinite in fact.</param>
    /// <param name="shift">λ, not negative.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The operator cannot give what is needed of it.</exception>
    IPreconditioner Prepare(LinearOperator a, double shift, ComputeOptions? options = null);
}
