using Gramian.Numerics;
using Gramian.Operators;
using Gramian.Solvers.Preconditioning;

namespace Gramian.Solvers.Krylov;

/// <summary>Represents preconditioned conjugate gradients for (A + λI) x = b, A + λI positive definite.</summary>
/// <remarks>
/// It sees A by its products alone. Right-hand sides run side by side, each with its own coefficients, so that A is
/// applied to all that have not converged at once; about six vectors per right-hand side are kept. A column has
/// converged when its true residual ‖b − (A + λI) x‖₂, formed anew, is at most the tolerance times ‖b‖₂; the true
/// residual also replaces the recursive one every 50 iterations. A solve that misses its tolerance does not throw: the
/// certificate says so, with residual and remedy. LogDeterminant is the stochastic estimate of
/// <see cref="Determinant"/>. Bit-identical for any number of threads. Safe to share between threads.
/// </remarks>
[Paper("hestenes1952methods")]
[Paper("diaz2023robust")]
public sealed record ConjugateGradient : ISolver
{
    /// <summary>The setting for training loops, where the answer feeds a gradient: relative residual 10⁻⁴.</summary>
    public static ConjugateGradient ForTraining { get; } = new() { RelativeTolerance = 1e-4 };

    /// <summary>λ, what is added to the diagonal; finite, not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Shift { get; init => field = Guard.NonNegative(value, nameof(Shift)); }

    /// <summary>The relative residual to reach; in [1e-15, 1e-2].</summary>
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

    private sealed class Prepared(ConjugateGradient recipe, LinearOperator a, ComputeOptions? options)
        : ConjugateFactorization(
            a, recipe.Shift, "conjugate gradients", recipe.RelativeTolerance, recipe.Preconditioning,
            recipe.Determinant, options)
    {
        protected override SolveReport Iterate(MatrixView<double> rightHandSides, MatrixView<double> solutions)
        {
            using var run = new ConjugateRun(Source, Shift, Preconditioner, rightHandSides, Options);
            run.Iterate(recipe.RelativeTolerance, recipe.IterationLimit, solutions);
            return Report(run.Outcome, run.Iterations, run.WorstResidual);
        }
    }
}
