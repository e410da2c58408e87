using Gramian.Numerics;
using Gramian.Operators;
using Gramian.Operators.Composition;
using Gramian.Solvers.Preconditioning;

namespace Gramian.Solvers.Krylov;

/// <summary>A prepared operator whose directions are conjugate: a preconditioner, a run for each solve, a remedy.
/// </summary>
internal abstract class ConjugateFactorization : IterativeFactorization
{
    private readonly StochasticLanczos determinant;
    private readonly double tolerance;

    protected ConjugateFactorization(
        LinearOperator a, double shift, string method, double tolerance, IPreconditioning? preconditioning,
        StochasticLanczos determinant, ComputeOptions? options)
        : base(
            a, shift, preconditioning is null ? method : $"{method}, preconditioned by {preconditioning.Name}",
            tolerance, options)
    {
        (this.determinant, this.tolerance) = (determinant, tolerance);
        Preconditioner = preconditioning?.Prepare(a, shift, Options);
    }

    protected IPreconditioner? Preconditioner { get; }

    protected override double EstimateLogDeterminant()
    {
        LinearOperator shifted = Shift == 0 ? Source : Source.PlusDiagonal(Shift);
        return (Preconditioner is null
            ? determinant.LogDeterminant(shifted, Options)
            : determinant.LogDeterminant(shifted, Preconditioner, Options)).Value;
    }

    /// <summary>What a run says of itself.</summary>
    protected SolveReport Report(ConjugateOutcome outcome, int iterations, double residual)
    {
        string? remedy = ConjugateRun.Remedy(outcome, Preconditioner is not null);
        return new SolveReport(
            iterations, residual, remedy is null ? null : Missed(residual, tolerance, iterations, remedy));
    }
}
