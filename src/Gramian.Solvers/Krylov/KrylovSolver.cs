using Gramian.Numerics;
using Gramian.Operators;
using Gramian.Solvers.Preconditioning;

namespace Gramian.Solvers.Krylov;

/// <summary>Represents what the iterative solvers of (A + λI) x = b have in common: their options.</summary>
public abstract record KrylovSolver : ISolver
{
    private protected KrylovSolver()
    {
    }

    /// <summary>λ, what is added to the diagonal; finite, and not negative where A + λI must be definite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one that the solver takes.</exception>
    public double Shift { get; init => field = CheckedShift(value); }

    /// <summary>The relative residual that every right-hand side is to reach; in [1e-15, 1e-2].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double RelativeTolerance
    {
        get;
        init => field = Guard.InRange(value, 1e-15, 1e-2, nameof(RelativeTolerance));
    } = 1e-6;

    /// <summary>The largest number of iterations; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int IterationLimit { get; init => field = Guard.AtLeast(value, 1, nameof(IterationLimit)); } = 1000;

    /// <summary>How the preconditioner is made, of A and |λ|, so that it is positive definite; null for none.</summary>
    public IPreconditioning? Preconditioning { get; init; }

    /// <summary>How the log-determinant is estimated.</summary>
    public StochasticLanczos Determinant { get; init; } = new();

    /// <summary>Prepares an operator: makes its preconditioner.</summary>
    /// <param name="a">A, declared symmetric.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The operator is not declared symmetric, or the preconditioner cannot be
    /// made of it.</exception>
    public abstract IFactorization Prepare(LinearOperator a, ComputeOptions? options = null);

    /// <summary>The shift, when the solver takes it.</summary>
    private protected virtual double CheckedShift(double shift) => Guard.NonNegative(shift, nameof(Shift));
}
