using System.Numerics;

namespace Gramian.Numerics.Dense;

/// <summary>Represents the eigendecomposition A = V diag(λ) Vᵀ of a symmetric matrix, or a part of it.</summary>
/// <remarks>
/// Householder reduction to tridiagonal form (4n³/3 flops), divide and conquer on the tridiagonal matrix, and back
/// transformation (2n²k flops for k vectors). When only k of the vectors are wanted, the last step of divide and
/// conquer, three quarters of its work, makes only these; so vectors of clustered values are as orthogonal as those of
/// the whole decomposition. Values are accurate to c ε ‖A‖, vectors orthonormal to c n ε. About 4n² numbers of extra
/// memory. Bit-identical for any number of threads. Immutable; vectors are owned by the result.
/// </remarks>
/// <typeparam name="T">double or float.</typeparam>
[Paper("gu1995divide")]
public sealed class SymmetricEigen<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private SymmetricEigen(int firstIndex, T[] values, Matrix<T> vectors)
    {
        FirstIndex = firstIndex;
        Values = values;
        Vectors = vectors;
    }

    /// <summary>The index, among all n ascending eigenvalues, of the first one here; 0 for all.</summary>
    public int FirstIndex { get; }

    /// <summary>The k eigenvalues asked for, ascending.</summary>
    public T[] Values { get; }

    /// <summary>The orthonormal eigenvectors, [n, k]; column i belongs to value i.</summary>
    public Matrix<T> Vectors { get; }

    /// <summary>Computes all values and vectors.</summary>
    /// <param name="a">A, [n, n]; the lower triangle is read, nothing is written.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A is not square or has an element that is not finite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SymmetricEigen<T> Compute(MatrixView<T> a, ComputeOptions? options = null)
    {
        DenseGuard.Square(a, nameof(a));
        return Select(a, EigenSelection<T>.All(a.Rows), options);
    }

    /// <summary>Computes the values and vectors of a range of indices of the ascending eigenvalues.</summary>
    /// <param name="a">A, [n, n]; the lower triangle is read, nothing is written.</param>
    /// <param name="indices">The range, such as 0..5 for the five least or ^5.. for the five largest.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A is not square or has an element that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside 0..n.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SymmetricEigen<T> ComputeRange(MatrixView<T> a, Range indices, ComputeOptions? options = null)
    {
        DenseGuard.Square(a, nameof(a));
        return Select(a, EigenSelection<T>.Indices(indices, a.Rows, nameof(indices)), options);
    }

    /// <summary>Computes the values in a closed interval, possibly none, and their vectors.</summary>
    /// <param name="a">A, [n, n]; the lower triangle is read, nothing is written.</param>
    /// <param name="lower">The lower end, which may be −∞.</param>
    /// <param name="upper">The upper end, which may be ∞. A value within c ε ‖A‖ of an end may fall on either side.
    /// </param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// A is not square or has an element that is not finite, or the lower end is not at most the upper one.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SymmetricEigen<T> ComputeInterval(
        MatrixView<T> a, T lower, T upper, ComputeOptions? options = null) =>
        Select(a, EigenSelection<T>.Interval(lower, upper), options);

    /// <summary>Computes all values and vectors into memory of the caller.</summary>
    /// <remarks>Up to n = 64 it allocates nothing.</remarks>
    /// <param name="a">A, [n, n]; the lower triangle is read, nothing is written.</param>
    /// <param name="values">Receives the n values, ascending.</param>
    /// <param name="vectors">Receives the vectors, [n, n], as columns; it must not share elements with A.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// A is not square or has an element that is not finite, or a shape does not fit.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void ComputeInto(
        MatrixView<T> a, Span<T> values, MatrixView<T> vectors, ComputeOptions? options = null)
    {
        DenseGuard.Square(a, nameof(a));
        Guard.Length(values.Length, a.Rows, nameof(values));
        DenseGuard.Shape(vectors, a.Rows, a.Rows, nameof(vectors));
        DenseGuard.Apart(a, vectors, nameof(a));
        options ??= ComputeOptions.Default;
        if (a.Rows <= SmallEigen<T>.Limit && options.OpenBlas is null)
        {
            SmallEigen<T>.Compute(a, values, vectors);
            return;
        }

        SymmetricEigen<T> computed = Compute(a, options);
        using Matrix<T> columns = computed.Vectors;
        columns.View.CopyTo(vectors);
        computed.Values.CopyTo(values);
    }

    /// <summary>Computes all values alone, ascending.</summary>
    /// <param name="a">A, [n, n]; the lower triangle is read, nothing is written.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A is not square or has an element that is not finite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static T[] ComputeValues(MatrixView<T> a, ComputeOptions? options = null)
    {
        DenseGuard.Square(a, nameof(a));
        return SelectValues(a, EigenSelection<T>.All(a.Rows), options);
    }

    /// <summary>Computes the values of a range of indices of the ascending eigenvalues, without vectors.</summary>
    /// <inheritdoc cref="ComputeRange"/>
    public static T[] ComputeValues(MatrixView<T> a, Range indices, ComputeOptions? options = null)
    {
        DenseGuard.Square(a, nameof(a));
        return SelectValues(a, EigenSelection<T>.Indices(indices, a.Rows, nameof(indices)), options);
    }

    /// <summary>Computes the values in a closed interval, possibly none, without vectors.</summary>
    /// <inheritdoc cref="ComputeInterval"/>
    public static T[] ComputeValues(MatrixView<T> a, T lower, T upper, ComputeOptions? options = null) =>
        SelectValues(a, EigenSelection<T>.Interval(lower, upper), options);

    private static T[] SelectValues(MatrixView<T> a, EigenSelection<T> selection, ComputeOptions? options)
    {
        options ??= ComputeOptions.Default;
        if (options.OpenBlas is { } library)
        {
            using Matrix<T> copy = ByLibrary(library, a, false, options, out T[] ascending);
            (int start, int number) = selection.Find(ascending, 0);
            return ascending.AsSpan(start, number).ToArray();
        }

        using var reduction = new TridiagonalReduction<T>(a, options);
        TridiagonalQl<T>.RunValues(reduction.Diagonal, reduction.OffDiagonal);
        reduction.Diagonal.AsSpan().Sort();
        (int first, int count) = selection.Find(reduction.Diagonal, reduction.Exponent);
        return Rescaled(reduction.Diagonal.AsSpan(first, count).ToArray(), reduction.Exponent);
    }

    private static SymmetricEigen<T> Select(MatrixView<T> a, EigenSelection<T> selection, ComputeOptions? options)
    {
        DenseGuard.Square(a, nameof(a));
        options ??= ComputeOptions.Default;
        if (options.OpenBlas is { } library)
        {
            using Matrix<T> rows = ByLibrary(library, a, true, options, out T[] found);
            (int from, int number) = selection.Find(found, 0);
            Matrix<T> columns = Transposed(rows.View.Slice(from, 0, number, a.Rows));
            return new SymmetricEigen<T>(from, found.AsSpan(from, number).ToArray(), columns);
        }

        if (a.Rows > SmallEigen<T>.Limit)
        {
            Matrix<T> computed = Large(a, selection, options, out int start, out T[] ascending);
            return new SymmetricEigen<T>(start, ascending, computed);
        }

        var values = new T[a.Rows];
        var vectors = Matrix<T>.Uninitialized(a.Rows, a.Rows);
        SmallEigen<T>.Compute(a, values, vectors);
        (int first, int count) = selection.Find(values, 0);
        return count == a.Rows
            ? new SymmetricEigen<T>(0, values, vectors)
            : new SymmetricEigen<T>(
                first, values.AsSpan(first, count).ToArray(),
                vectors.View.Slice(0, first, a.Rows, count).ToMatrix());
    }

    private static Matrix<T> Large(
        MatrixView<T> a, EigenSelection<T> selection, ComputeOptions options, out int first, out T[] values)
    {
        using var reduction = new TridiagonalReduction<T>(a, options);
        Matrix<T> vectors = TridiagonalEigen<T>.Vectors(
            reduction.Diagonal, reduction.OffDiagonal, selection, reduction.Exponent, options, out first);
        reduction.ApplyLeft(vectors, options);
        values = Rescaled(reduction.Diagonal.AsSpan(first, vectors.Columns).ToArray(), reduction.Exponent);
        return vectors;
    }

    // The vectors, if wanted, come as rows.
    private static Matrix<T> ByLibrary(
        OpenBlas library, MatrixView<T> a, bool vectors, ComputeOptions options, out T[] values)
    {
        DenseGuard.Square(a, nameof(a));
        _ = TridiagonalReduction<T>.ExponentOf(a);
        options.CancellationToken.ThrowIfCancellationRequested();
        values = new T[a.Rows];
        Matrix<T> copy = a.ToMatrix();
        library.Eigen(copy.View, values, vectors, options.Threads);
        return copy;
    }

    private static Matrix<T> Transposed(MatrixView<T> rows)
    {
        const int Tile = 32;
        var columns = Matrix<T>.Uninitialized(rows.Columns, rows.Rows);
        for (int first = 0; first < rows.Columns; first += Tile)
        {
            for (int j = 0; j < rows.Rows; j++)
            {
                ReadOnlySpan<T> row = rows.Row(j);
                for (int i = first; i < Math.Min(first + Tile, row.Length); i++)
                {
                    columns[i, j] = row[i];
                }
            }
        }

        return columns;
    }

    private static T[] Rescaled(T[] values, int exponent)
    {
        foreach (ref T value in values.AsSpan())
        {
            value = T.ScaleB(value, exponent);
        }

        return values;
    }
}
