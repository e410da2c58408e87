using System.Globalization;
using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Solvers.Dense;

/// <summary>
/// Represents A + δI = L Lᵀ for a symmetric positive definite A, where δ is 0 whenever that is possible.
/// </summary>
/// <remarks>
/// It takes over the memory of A: L is in the lower triangle, and the strict upper triangle keeps A, so that jitter can
/// be tried and residuals measured without a second matrix. Factorising takes n³/3 operations, a solve 2n² per column.
/// Each solve measures ‖b − (A + δI) x‖₂ / ‖b‖₂ (for several columns: of the first, the middle and the last one) and
/// the certificate keeps the largest. Solving from several threads is safe.
/// </remarks>
[Paper("higham2002accuracy")]
[Paper("golub2013matrix")]
public sealed class CholeskyFactorization : IFactorization
{
    private readonly SymmetricCopy original;
    private readonly ComputeOptions options;
    private readonly Matrix<double> square;
    private readonly Lazy<double> condition;
    private readonly Lock guard = new();
    private double worstResidual = double.NaN;
    private bool inverted;

    private CholeskyFactorization(
        Matrix<double> square, SymmetricCopy original, double jitter, double relative, ComputeOptions options)
    {
        this.square = square;
        this.original = original;
        this.options = options;
        (Jitter, JitterRelative) = (jitter, relative);
        LogDeterminant = CholeskyFactor.LogDeterminant<double>(square);
        condition = new Lazy<double>(() => CholeskyFactor.ConditionEstimate(square, original.Norm1(Jitter)));
    }

    /// <inheritdoc/>
    public int Size => square.Rows;

    /// <summary>δ, what was added to each element of the diagonal; 0 for nothing.</summary>
    public double Jitter { get; }

    /// <summary>δ over the mean size of the diagonal elements; 0 for nothing.</summary>
    public double JitterRelative { get; }

    /// <inheritdoc/>
    public double LogDeterminant { get; }

    /// <summary>L in the lower triangle, [n, n]; the strict upper triangle holds A and is not part of L.</summary>
    /// <exception cref="InvalidOperationException">The factor was replaced by the inverse.</exception>
    public MatrixView<double> Lower
    {
        get
        {
            RequireFactor();
            return square;
        }
    }

    /// <summary>How well it went, up to the latest solve. The condition is estimated on the first reading.</summary>
    public Certificate Certificate => new()
    {
        Method = "Cholesky",
        Library = Certificate.LibraryOf(options),
        Converged = true,
        AchievedResidual = worstResidual,
        Jitter = Jitter,
        JitterRelative = JitterRelative,
        ConditionEstimate = inverted && !condition.IsValueCreated ? double.NaN : condition.Value,
        Remedy = Jitter == 0
            ? null
            : "Add more to the diagonal, or look for rows of the matrix that repeat each other.",
    };

    /// <summary>Factorises a symmetric matrix, with jitter only where it fails without.</summary>
    /// <param name="a">A, [n, n], of which the lower triangle is read. Taken over and overwritten.</param>
    /// <param name="policy">What may be added to the diagonal; null for <see cref="JitterPolicy.Default"/>.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The matrix is not square, or an element is not finite.</exception>
    /// <exception cref="SolverException">The matrix is not positive definite, even with the largest jitter.</exception>
    public static CholeskyFactorization Factor(
        Matrix<double> a, JitterPolicy? policy = null, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        if (a.Rows != a.Columns)
        {
            throw new ArgumentException($"The matrix must be square, but it was {a.Rows} x {a.Columns}.", nameof(a));
        }

        options ??= ComputeOptions.Default;
        policy ??= JitterPolicy.Default;
        var original = new SymmetricCopy(a, options);
        double scale = original.MeanDiagonal;
        int pivot = -1;
        double relative = 0;
        foreach (double delta in policy.Attempts())
        {
            relative = delta;
            if (delta > 0)
            {
                original.Restore(delta * scale);
            }

            if (CholeskyFactor.TryFactor<double>(a, out pivot, options))
            {
                return new CholeskyFactorization(a, original, delta * scale, delta, options);
            }
        }

        throw Refusal(a.Rows, pivot, relative, relative * scale);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The factor was replaced by the inverse.</exception>
    public void Solve(ReadOnlySpan<double> rightHandSide, Span<double> solution)
    {
        Guard.Length(rightHandSide.Length, Size, nameof(rightHandSide));
        Guard.Length(solution.Length, Size, nameof(solution));
        RequireFactor();
        double[] b = rightHandSide.ToArray();
        b.CopyTo(solution);
        CholeskyFactor.SolveInPlace<double>(square, solution);
        Judge(b, solution);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The factor was replaced by the inverse.</exception>
    public void Solve(MatrixView<double> rightHandSides, MatrixView<double> solutions)
    {
        Guard.Length(rightHandSides.Rows, Size, nameof(rightHandSides));
        Guard.Length(solutions.Rows, Size, nameof(solutions));
        Guard.Length(solutions.Columns, rightHandSides.Columns, nameof(solutions));
        RequireFactor();
        int columns = rightHandSides.Columns;
        int[] judged = columns == 0 ? [] : [.. new[] { 0, columns / 2, columns - 1 }.Distinct()];
        double[][] before = [.. judged.Select(rightHandSides.ColumnToArray)];
        rightHandSides.CopyTo(solutions);
        CholeskyFactor.SolveInPlace(square, solutions, options);
        for (int k = 0; k < judged.Length; k++)
        {
            Judge(before[k], solutions.ColumnToArray(judged[k]));
        }
    }

    /// <summary>Replaces L by the lower triangle of (A + δI)⁻¹; no solve is possible afterwards.</summary>
    /// <returns>The matrix, [n, n], of which only the lower triangle is the inverse; owned by the caller now.</returns>
    /// <exception cref="InvalidOperationException">It was inverted before.</exception>
    public Matrix<double> InvertInPlace()
    {
        RequireFactor();
        inverted = true;
        CholeskyFactor.InvertInPlace<double>(square, options);
        return square;
    }

    private void Judge(double[] b, ReadOnlySpan<double> x)
    {
        var product = new double[Size];
        original.Multiply(Jitter, x, product);
        double norm = VectorOps.Norm2<double>(b);
        VectorOps.Axpy(-1.0, b, product);
        double residual = norm == 0 ? 0 : VectorOps.Norm2<double>(product) / norm;
        lock (guard)
        {
            worstResidual = double.IsNaN(worstResidual) ? residual : Math.Max(worstResidual, residual);
        }
    }

    private void RequireFactor()
    {
        if (inverted)
        {
            throw new InvalidOperationException("The factor was replaced by the inverse; factorise the matrix again.");
        }
    }

    private static SolverException Refusal(int size, int pivot, double relative, double jitter)
    {
        string tried = relative == 0
            ? "No jitter was allowed."
            : string.Create(CultureInfo.InvariantCulture,
                $"The largest jitter tried was {jitter:G3}, {relative:G1} times the mean of the diagonal.");
        string message = $"The matrix of order {size} is not positive definite: its Cholesky factorisation fails "
            + $"at row {pivot} (from 0). {tried} Add more to the diagonal, or look for rows that repeat each other.";
        return new SolverException(message, new Certificate
        {
            Method = "Cholesky",
            Converged = false,
            Jitter = jitter,
            JitterRelative = relative,
            Remedy = "Add more to the diagonal, or look for rows of the matrix that repeat each other.",
        });
    }
}
