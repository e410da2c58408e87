using Gramian.Numerics;
using Gramian.Operators;

namespace Gramian.Solvers.Krylov;

/// <summary>Represents preconditioned conjugate gradients for (A + λI) x = b, A + λI positive definite.</summary>
/// <remarks>
/// It sees A by its products alone. Right-hand sides run side by side, each with its own coefficients, so that A is
/// applied to all that have not converged at once; about six vectors per right-hand side are kept. A column has
/// converged when its true residual ‖b − (A + λI) x‖₂, formed anew, is at most the tolerance times ‖b‖₂; the true
/// residual also replaces the recursive one every 50 iterations. A solve that misses its tolerance does not throw: the
/// certificate says so, with residual and remedy. LogDeterminant is the stochastic estimate of
/// <see cref="KrylovSolver.Determinant"/>. Bit-identical for any number of threads. Safe to share between threads.
/// </remarks>
[Paper("hestenes1952methods")]
[Paper("diaz2023robust")]
public sealed record ConjugateGradient : KrylovSolver
{
    /// <summary>The setting for training loops, where the answer feeds a gradient: relative residual 10⁻⁴.</summary>
    public static ConjugateGradient ForTraining { get; } = new() { RelativeTolerance = 1e-4 };

    /// <inheritdoc/>
    public override IFactorization Prepare(LinearOperator a, ComputeOptions? options = null) =>
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
