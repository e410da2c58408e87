using Gramian.Numerics;
using Gramian.Operators;
using Gramian.Operators.Composition;
using Gramian.Solvers.Preconditioning;

namespace Gramian.Solvers.Krylov;

/// <summary>Represents the minimum residual method for (A + λI) x = b, symmetric but not definite.</summary>
/// <remarks>
/// Each iteration takes one product with A and seven vectors; right-hand sides are solved one after another. With a
/// preconditioner P, positive definite as it must be, what falls from step to step is the residual in the norm of P⁻¹.
/// The true residual ‖b − (A + λI) x‖₂ is measured at the end; where it misses the tolerance the method starts again on
/// what is left. A solve that misses its tolerance does not throw: the certificate says so. LogDeterminant, ln |det|,
/// is the stochastic estimate of <see cref="KrylovSolver.Determinant"/>. Safe to share between threads.
/// </remarks>
[Paper("paige1975solution")]
[Paper("greenbaum1997iterative", Where = "chapter 8")]
public sealed record MinimumResidual : KrylovSolver
{
    /// <inheritdoc/>
    public override IFactorization Prepare(LinearOperator a, ComputeOptions? options = null) =>
        new Prepared(this, a, options);

    private protected override double CheckedShift(double shift) => Guard.Finite(shift, nameof(Shift));

    private sealed class Prepared : IterativeFactorization
    {
        private readonly MinimumResidual recipe;
        private readonly IPreconditioner? preconditioner;

        public Prepared(MinimumResidual recipe, LinearOperator a, ComputeOptions? options)
            : base(a, recipe.Shift, Name(recipe), recipe.RelativeTolerance, options)
        {
            this.recipe = recipe;
            preconditioner = recipe.Preconditioning?.Prepare(a, Math.Abs(recipe.Shift), Options);
        }

        protected override SolveReport Iterate(MatrixView<double> rightHandSides, MatrixView<double> solutions)
        {
            int iterations = 0;
            double worst = 0;
            for (int j = 0; j < rightHandSides.Columns; j++)
            {
                var run = new MinimumResidualRun(
                    Source, Shift, preconditioner, rightHandSides.ColumnToArray(j), Options);
                run.Iterate(recipe.RelativeTolerance, recipe.IterationLimit);
                iterations = Math.Max(iterations, run.Iterations);
                worst = Math.Max(worst, run.Residual);
                for (int i = 0; i < Size; i++)
                {
                    solutions[i, j] = run.Solution[i];
                }
            }

            return new SolveReport(iterations, worst, worst <= recipe.RelativeTolerance
                ? null
                : Missed(worst, recipe.RelativeTolerance, iterations,
                    "Allow more iterations, or change the shift: the operator may be singular."));
        }

        protected override double EstimateLogDeterminant() => recipe.Determinant.Trace(
            Shift == 0 ? Source : Source.PlusDiagonal(Shift), value => Math.Log(Math.Abs(value)), Options).Value;

        private static string Name(MinimumResidual recipe) => recipe.Preconditioning is null
            ? "minimum residual" : $"minimum residual, preconditioned by {recipe.Preconditioning.Name}";
    }
}
