using Gramian.Numerics;
using Gramian.Operators;

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
public sealed record BlockConjugateGradient : KrylovSolver
{
    /// <inheritdoc/>
    public override IFactorization Prepare(LinearOperator a, ComputeOptions? options = null) =>
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
