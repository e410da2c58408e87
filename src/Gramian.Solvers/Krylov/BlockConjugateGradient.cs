using Gramian.Numerics;
using Gramian.Operators;
using Gramian.Solvers.Preconditioning;

namespace Gramian.Solvers.Krylov;

/// <summary>
/// Represents block conjugate gradients for (A + λI) X = B, A + λI positive definite: all right-hand sides look for
/// their answers in the directions of all.
/// </summary>
/// <remarks>
/// With k right-hand sides an iteration takes one product of A with at most k vectors, as in
/// <see cref="ConjugateGradient"/>, and O(n k²) other work; it minimises over all directions so far of all right-hand
/// sides, so that k of them need about as many iterations as if the k − 1 largest eigenvalues were not there.
/// Directions are kept orthonormal, and those that depend on others to rounding are left out, so that equal or
/// converged right-hand sides do no harm. The true residual is measured before a solve ends and every 50 iterations; a
/// solve that misses its tolerance does not throw: the certificate says so. Bit-identical for any number of threads.
/// Safe to share between threads.
/// </remarks>
[Paper("oleary1980block")]
[Paper("ji2017breakdown")]
public sealed record BlockConjugateGradient : ISolver
{
    /// <summary>λ, what is added to the diagonal; finite, not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Shift { get; init => field = Guard.NonNegative(value, nameof(Shift)); }

    /// <summary>The relative residual to reach by every right-hand side; in [1e-15, 1e-2].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double RelativeTolerance
    {
        get;
        init => field = Guard.InRange(value, 1e-15, 1e-2, nameof(RelativeTolerance));
    } = 1e-6;

    /// <summary>The largest number of iterations; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int IterationLimit { get; init => field = Guard.AtLeast(value, 1, nameof(IterationLimit)); } = 1000;

    /// <summary>How the preconditioner is made; null for none.</summary>
    public IPreconditioning? Preconditioning { get; init; }

    /// <summary>How the log-determinant is estimated.</summary>
    public StochasticLanczos Determinant { get; init; } = new();

    /// <summary>Prepares an operator: makes its preconditioner.</summary>
    /// <param name="a">A, declared symmetric.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The operator is not declared symmetric, or the preconditioner cannot be
    /// made of it.</exception>
    public IFactorization Prepare(LinearOperator a, ComputeOptions? options = null) =>
        new Prepared(this, a, options);

    private sealed class Prepared(BlockConjugateGradient recipe, LinearOperator a, ComputeOptions? options)
        : ConjugateFactorization(
            a, recipe.Shift, "block conjugate gradients", recipe.RelativeTolerance, recipe.Preconditioning,
            recipe.Determinant, options)
    {
        protected override SolveReport Iterate(MatrixView<double> rightHandSides, MatrixView<double> solutions)
        {
            using var run = new BlockRun(Source, Shift, Preconditioner, rightHandSides, Options);
            run.Iterate(recipe.RelativeTolerance, recipe.IterationLimit, solutions);
            return Report(run.Outcome, run.Iterations, run.WorstResidual);
        }
    }
}
