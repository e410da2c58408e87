using System.Globalization;
using Gramian.Numerics;
using Gramian.Operators;

namespace Gramian.Solvers.Krylov;

/// <summary>Represents (A + σⱼI) xⱼ = b for many shifts at the price of one solve in products with A.</summary>
/// <remarks>
/// Krylov spaces do not change with the shift, so the residuals of all systems are multiples of that of the least
/// shift, which converges last. Keeps 2 vectors a shift. At the end all true residuals are measured by one product with
/// as many vectors as shifts. Right-hand side and shifts are not preconditioned. Safe to share between threads.
/// </remarks>
[Paper("frommer2003bicgstab")]
public sealed record ShiftedConjugateGradient
{
    /// <summary>The relative residual to reach for every shift; in [1e-15, 1e-2].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double RelativeTolerance
    {
        get;
        init => field = Guard.InRange(value, 1e-15, 1e-2, nameof(RelativeTolerance));
    } = 1e-6;

    /// <summary>The largest number of iterations; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int IterationLimit { get; init => field = Guard.AtLeast(value, 1, nameof(IterationLimit)); } = 1000;

    /// <summary>Solves for every shift.</summary>
    /// <param name="a">A, declared symmetric; A + σI positive definite for the least shift.</param>
    /// <param name="rightHandSide">b, [n], finite.</param>
    /// <param name="shifts">σ, [s], finite, in any order.</param>
    /// <param name="solutions">Receives xⱼ as column j, [n, s].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>The worst residual of all shifts, and whether it meets the tolerance.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, A is not declared symmetric, or a number is not
    /// finite.</exception>
    public Certificate Solve(
        LinearOperator a,
        ReadOnlySpan<double> rightHandSide,
        ReadOnlySpan<double> shifts,
        MatrixView<double> solutions,
        ComputeOptions? options = null)
    {
        SymmetryGuard.Require(a);
        Guard.Length(rightHandSide.Length, a.Rows, nameof(rightHandSide));
        Guard.Length(solutions.Rows, a.Rows, nameof(solutions));
        Guard.Length(solutions.Columns, shifts.Length, nameof(solutions));
        Guard.AllFinite(rightHandSide, nameof(rightHandSide));
        Guard.AllFinite(shifts, nameof(shifts));
        var run = new ShiftedRun(a, rightHandSide.ToArray(), shifts.ToArray(), options ?? ComputeOptions.Default);
        run.Iterate(RelativeTolerance, IterationLimit);
        run.Solutions.View.CopyTo(solutions);
        double residual = run.MeasureResidual();
        bool converged = residual <= RelativeTolerance;
        return new Certificate
        {
            Method = "conjugate gradients for many shifts",
            Iterations = run.Iterations,
            RequestedTolerance = RelativeTolerance,
            AchievedResidual = residual,
            Converged = converged,
            Remedy = converged ? null : string.Create(CultureInfo.InvariantCulture,
                $"The relative residual is {residual:G3} after {run.Iterations} iterations: allow more iterations, or "
                + $"solve the least shifts one by one with a preconditioner."),
        };
    }
}
