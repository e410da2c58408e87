using System.Globalization;
using System.Numerics;

namespace Gramian.Numerics.Dense;

/// <summary>Functions of a symmetric matrix, f(A) = V diag(f(λᵢ)) Vᵀ with A = V diag(λ) Vᵀ.</summary>
/// <remarks>
/// The eigendecomposition, and n³ flops for the product. Results are symmetric to the last bit, have errors of
/// c n ε max |f(λ)| plus those that errors of c n ε ‖A‖ in the eigenvalues bring, and are the same bits for any number
/// of threads. About 4n² numbers of extra memory. Safe to call from any thread.
/// </remarks>
[Paper("golub2013matrix", Where = "section 9.1")]
public static unsafe class SymmetricFunctions
{
    /// <summary>Returns e^A, symmetric positive definite, [n, n].</summary>
    /// <param name="a">A, [n, n]; the lower triangle is read, nothing is written.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// A is not square, has an element that is not finite, or has an eigenvalue whose exponential overflows.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Matrix<T> Exponential<T>(MatrixView<T> a, ComputeOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Apply(a, (value, _) => T.Exp(value), T.IsFinite, "eigenvalues with finite exponentials", options);

    /// <summary>Returns the symmetric logarithm of a positive definite A, [n, n]: e to it is A.</summary>
    /// <param name="a">A, [n, n]; the lower triangle is read, nothing is written.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// A is not square, has an element that is not finite, or has an eigenvalue that is not positive.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Matrix<T> Logarithm<T>(MatrixView<T> a, ComputeOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Apply(a, (value, _) => T.Log(value), T.IsFinite, "positive eigenvalues", options);

    /// <summary>Returns the positive semi-definite square root of A, [n, n]: its square is A.</summary>
    /// <remarks>Eigenvalues from −8 n ε max |λ| to 0 are rounding errors of zeros and count as zeros.</remarks>
    /// <param name="a">A, [n, n]; the lower triangle is read, nothing is written.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// A is not square, has an element that is not finite, or has a negative eigenvalue beyond rounding.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Matrix<T> SquareRoot<T>(MatrixView<T> a, ComputeOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T rounding = T.CreateChecked(8 * a.Rows) * (T.BitIncrement(T.One) - T.One);
        return Apply(
            a, (value, size) => T.Sqrt(value < T.Zero && value >= -rounding * size ? T.Zero : value), T.IsFinite,
            "eigenvalues of at least zero", options);
    }

    private static Matrix<T> Apply<T>(
        MatrixView<T> a, Func<T, T, T> function, Func<T, bool> accepted, string required, ComputeOptions? options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SymmetricEigen<T> eigen = SymmetricEigen<T>.Compute(a, options);
        using Matrix<T> vectors = eigen.Vectors;
        T size = VectorOps.MaxAbs<T>(eigen.Values);
        var images = new T[eigen.Values.Length];
        for (int i = 0; i < images.Length; i++)
        {
            images[i] = function(eigen.Values[i], size);
            if (!accepted(images[i]))
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The matrix 'a' must have {required}, but eigenvalue {i} is {eigen.Values[i]}."),
                    nameof(a));
            }
        }

        using Matrix<T> scaled = vectors.Copy();
        for (int i = 0; i < scaled.Rows; i++)
        {
            Span<T> row = scaled.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                row[j] *= images[j];
            }
        }

        Matrix<T> result = Matrix<T>.Uninitialized(a.Rows, a.Rows);
        MatrixView<T> left = scaled.View, right = vectors.View, target = result.View;
        GemmDriver<T>.Multiply(
            new(left.Origin, left.Stride, true), new(right.Origin, right.Stride, true), a.Rows, a.Rows, a.Rows, T.One,
            T.Zero, target.Origin, target.Stride, GemmRegion.Lower, options);
        SymmetricOps.MirrorLower(target);
        return result;
    }
}
