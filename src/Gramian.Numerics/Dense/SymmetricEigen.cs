using System.Numerics;

namespace Gramian.Numerics.Dense;

/// <summary>Represents the eigendecomposition A = V diag(λ) Vᵀ of a symmetric matrix.</summary>
/// <remarks>
/// Householder reduction to tridiagonal form (4n³/3 flops), divide and conquer on the tridiagonal matrix, and back
/// transformation (2n³ flops). Values are accurate to c ε ‖A‖, vectors orthonormal to c n ε. About 4n² numbers of extra
/// memory. Bit-identical for any number of threads. Immutable; vectors are owned by the result.
/// </remarks>
/// <typeparam name="T">double or float.</typeparam>
[Paper("gu1995divide")]
public sealed class SymmetricEigen<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private SymmetricEigen(T[] values, Matrix<T> vectors)
    {
        Values = values;
        Vectors = vectors;
    }

    /// <summary>The n eigenvalues, ascending.</summary>
    public T[] Values { get; }

    /// <summary>The orthonormal eigenvectors, [n, n]; column i belongs to value i.</summary>
    public Matrix<T> Vectors { get; }

    /// <summary>Computes values and vectors.</summary>
    /// <param name="a">A, [n, n]; the lower triangle is read, nothing is written.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A is not square or has an element that is not finite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SymmetricEigen<T> Compute(MatrixView<T> a, ComputeOptions? options = null)
    {
        options ??= ComputeOptions.Default;
        using var reduction = new TridiagonalReduction<T>(a, options);
        Matrix<T> vectors = TridiagonalEigen<T>.Vectors(reduction.Diagonal, reduction.OffDiagonal, options);
        reduction.ApplyLeft(vectors, options);
        Rescale(reduction);
        return new SymmetricEigen<T>(reduction.Diagonal, vectors);
    }

    /// <summary>Computes the values alone, ascending.</summary>
    /// <param name="a">A, [n, n]; the lower triangle is read, nothing is written.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A is not square or has an element that is not finite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static T[] ComputeValues(MatrixView<T> a, ComputeOptions? options = null)
    {
        using var reduction = new TridiagonalReduction<T>(a, options ?? ComputeOptions.Default);
        TridiagonalQl<T>.Run(reduction.Diagonal, reduction.OffDiagonal, default);
        reduction.Diagonal.AsSpan().Sort();
        Rescale(reduction);
        return reduction.Diagonal;
    }

    private static void Rescale(TridiagonalReduction<T> reduction)
    {
        foreach (ref T value in reduction.Diagonal.AsSpan())
        {
            value = T.ScaleB(value, reduction.Exponent);
        }
    }
}
