using System.Numerics;

namespace Gramian.Numerics.Sparse;

/// <summary>Represents a sparse matrix by compressed columns: the rows of each column strictly increase.</summary>
/// <remarks>It is held as the compressed rows of its transpose. Immutable; safe to share between threads.</remarks>
/// <typeparam name="T">double or float.</typeparam>
/// <param name="transpose">Aᵀ by compressed rows; borrowed.</param>
public sealed class CscMatrix<T>(CsrMatrix<T> transpose)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly CsrMatrix<T> transpose = transpose ?? throw new ArgumentNullException(nameof(transpose));

    /// <summary>The number of rows.</summary>
    public int Rows => transpose.Columns;

    /// <summary>The number of columns.</summary>
    public int Columns => transpose.Rows;

    /// <summary>The number of stored entries.</summary>
    public int Entries => transpose.Entries;

    /// <summary>Where each column starts, [columns + 1].</summary>
    public ReadOnlySpan<int> ColumnStarts => transpose.RowStarts;

    /// <summary>The rows of the entries, column by column.</summary>
    public ReadOnlySpan<int> RowIndices => transpose.ColumnIndices;

    /// <summary>The values of the entries, column by column.</summary>
    public ReadOnlySpan<T> Values => transpose.Values;

    /// <summary>Aᵀ by compressed rows: the same arrays, read the other way.</summary>
    public CsrMatrix<T> Transposed => transpose;

    /// <summary>Makes the compressed columns of a matrix given by compressed rows.</summary>
    /// <param name="matrix">The matrix.</param>
    public static CscMatrix<T> FromRows(CsrMatrix<T> matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return new CscMatrix<T>(matrix.Transpose());
    }

    /// <summary>Returns the same matrix by compressed rows, in time proportional to the entries.</summary>
    public CsrMatrix<T> ToRows() => transpose.Transpose();

    /// <summary>Multiplies a vector by the transpose: y = Aᵀ x, a sum for each column.</summary>
    /// <param name="x">x, [rows].</param>
    /// <param name="y">Receives y, [columns]; apart from x.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the vectors overlap.</exception>
    public void MultiplyTransposed(ReadOnlySpan<T> x, Span<T> y, ComputeOptions? options = null) =>
        transpose.Multiply(x, y, options);
}
