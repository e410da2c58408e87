using Gramian.Numerics;
using Gramian.Operators;
using Gramian.Solvers.Krylov;

namespace Gramian.Solvers.LeastSquares;

/// <summary>
/// Represents conjugate gradients for (AᵀA + w R) x = Aᵀb, min ‖A x − b‖² + w xᵀR x, in the unknowns u of x = B u.
/// </summary>
/// <remarks>
/// It sees AᵀA + w R by its products alone. The residual that is judged, ‖Bᵀ(Aᵀb − (AᵀA + wR) x)‖₂ over ‖BᵀAᵀb‖₂, is
/// near the relative error of x in the norm of the system, which is the error of the fit A x together with its
/// penalty; so 10⁻³ is already far below the noise of most data, and 10⁻⁴ is the default. A solve that misses the
/// tolerance does not throw: the certificate says so. Bit-identical for any number of threads.
/// </remarks>
[Paper("rudi2017falkon")]
[Paper("diaz2023robust")]
public sealed record NormalEquations
{
    /// <summary>The relative residual to reach; in [1e-15, 1e-2].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double RelativeTolerance
    {
        get;
        init => field = Guard.InRange(value, 1e-15, 1e-2, nameof(RelativeTolerance));
    } = 1e-4;

    /// <summary>The largest number of iterations; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int IterationLimit { get; init => field = Guard.AtLeast(value, 1, nameof(IterationLimit)); } = 200;

    /// <summary>Solves for several right-hand sides.</summary>
    /// <param name="system">AᵀA + w R, [m, m], declared symmetric.</param>
    /// <param name="root">B, with B Bᵀ near the inverse of the system.</param>
    /// <param name="rightHandSides">Aᵀb, [m, k].</param>
    /// <param name="solutions">Receives x, [m, k]; it may be the memory of the right-hand sides.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or a number is not finite.</exception>
    public Certificate Solve(
        LinearOperator system,
        TriangularRoot root,
        MatrixView<double> rightHandSides,
        MatrixView<double> solutions,
        ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(root);
        Guard.Length(root.Size, system.Rows, nameof(root));
        Guard.Length(rightHandSides.Rows, system.Rows, nameof(rightHandSides));
        Guard.Length(solutions.Rows, system.Rows, nameof(solutions));
        Guard.Length(solutions.Columns, rightHandSides.Columns, nameof(solutions));
        SymmetryGuard.Require(system);
        using Matrix<double> transformed = rightHandSides.ToMatrix();
        root.ApplyTransposed(transformed, options);
        var inner = new ConjugateGradient { RelativeTolerance = RelativeTolerance, IterationLimit = IterationLimit };
        IFactorization prepared = inner.Prepare(new CongruentOperator(system, root), options);
        prepared.Solve(transformed, transformed);
        root.Apply(transformed, options);
        transformed.View.CopyTo(solutions);
        Certificate certificate = prepared.Certificate;
        return certificate with
        {
            Method = $"conjugate gradients on the normal equations, preconditioned by {root.Name}",
            Jitter = root.Jitter,
            JitterRelative = root.JitterRelative,
            Remedy = certificate.Converged ? null : certificate.Remedy,
        };
    }
}
