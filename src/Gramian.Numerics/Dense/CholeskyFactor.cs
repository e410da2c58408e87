using System.Numerics;

namespace Gramian.Numerics.Dense;

/// <summary>The Cholesky factorisation A = L Lᵀ of a symmetric positive definite matrix, in place.</summary>
/// <remarks>
/// Only the lower triangle is read and written. n³/3 multiply-adds, all but the diagonal blocks in matrix products.
/// The computed factor satisfies ‖A − L Lᵀ‖ ≤ c n ε ‖A‖. Results are bit-identical for any number of threads.
/// </remarks>
[Paper("higham2002accuracy", Where = "chapter 10")]
public static unsafe partial class CholeskyFactor
{
    /// <summary>Replaces the lower triangle of A by L.</summary>
    /// <param name="a">A, [n, n]; the strict upper triangle is neither read nor written.</param>
    /// <param name="failedPivot">
    /// On failure the row, from 0, whose pivot was not positive and finite, in which case the leading rows hold their
    /// factor and the others are undefined; −1 on success.
    /// </param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>Whether A is numerically positive definite.</returns>
    /// <exception cref="ArgumentException">A is not square.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; A is undefined.</exception>
    public static bool TryFactor<T>(MatrixView<T> a, out int failedPivot, ComputeOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DenseGuard.Square(a, nameof(a));
        options ??= ComputeOptions.Default;
        failedPivot = options.OpenBlas is { } library
            ? library.Cholesky(a, options.Threads)
            : CholeskyBlocks<T>.Factor(a, options);
        return failedPivot < 0;
    }

    /// <summary>Solves (L Lᵀ) X = B; X replaces B.</summary>
    /// <param name="factor">L in the lower triangle.</param>
    /// <param name="rightHandSides">B, [n, k], overwritten with X.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void SolveInPlace<T>(
        MatrixView<T> factor, MatrixView<T> rightHandSides, ComputeOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SolveLower(factor, rightHandSides, options);
        SolveLowerTransposed(factor, rightHandSides, options);
    }

    /// <summary>Solves (L Lᵀ) x = b; x replaces b.</summary>
    /// <param name="factor">L in the lower triangle.</param>
    /// <param name="rightHandSide">b, of length n, overwritten with x.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void SolveInPlace<T>(MatrixView<T> factor, Span<T> rightHandSide)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SolveLower(factor, rightHandSide);
        SolveLowerTransposed(factor, rightHandSide);
    }

    /// <summary>Solves L X = B; X replaces B.</summary>
    /// <inheritdoc cref="SolveInPlace{T}(MatrixView{T}, MatrixView{T}, ComputeOptions?)"/>
    public static void SolveLower<T>(
        MatrixView<T> factor, MatrixView<T> rightHandSides, ComputeOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Blas.Trsm(Side.Left, Triangle.Lower, Transpose.No, UnitDiagonal.No, T.One, factor, rightHandSides, options);

    /// <summary>Solves L x = b; x replaces b.</summary>
    /// <inheritdoc cref="SolveInPlace{T}(MatrixView{T}, Span{T})"/>
    public static void SolveLower<T>(MatrixView<T> factor, Span<T> rightHandSide)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Blas.Trsv(Triangle.Lower, Transpose.No, UnitDiagonal.No, factor, rightHandSide);

    /// <summary>Solves Lᵀ X = B; X replaces B.</summary>
    /// <inheritdoc cref="SolveInPlace{T}(MatrixView{T}, MatrixView{T}, ComputeOptions?)"/>
    public static void SolveLowerTransposed<T>(
        MatrixView<T> factor, MatrixView<T> rightHandSides, ComputeOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Blas.Trsm(Side.Left, Triangle.Lower, Transpose.Yes, UnitDiagonal.No, T.One, factor, rightHandSides, options);

    /// <summary>Solves Lᵀ x = b; x replaces b.</summary>
    /// <inheritdoc cref="SolveInPlace{T}(MatrixView{T}, Span{T})"/>
    public static void SolveLowerTransposed<T>(MatrixView<T> factor, Span<T> rightHandSide)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Blas.Trsv(Triangle.Lower, Transpose.Yes, UnitDiagonal.No, factor, rightHandSide);

    /// <summary>Replaces L by the lower triangle of A⁻¹ = L⁻ᵀ L⁻¹; the strict upper triangle is not touched.</summary>
    /// <remarks>2n³/3 multiply-adds; extra memory of the order of n times a block.</remarks>
    /// <param name="factor">L in the lower triangle, overwritten.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the matrix is undefined.</exception>
    public static void InvertInPlace<T>(MatrixView<T> factor, ComputeOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DenseGuard.Square(factor, nameof(factor));
        options ??= ComputeOptions.Default;
        CholeskyBlocks<T>.InvertLower(factor, options);
        CholeskyBlocks<T>.MultiplyTransposedBySelf(factor, options);
    }

    /// <summary>Returns log det A = 2 Σ log Lᵢᵢ.</summary>
    /// <param name="factor">L in the lower triangle.</param>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static T LogDeterminant<T>(MatrixView<T> factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DenseGuard.Square(factor, nameof(factor));
        T sum = T.Zero;
        for (int i = 0; i < factor.Rows; i++)
        {
            sum += T.Log(factor[i, i]);
        }

        return sum + sum;
    }
}
