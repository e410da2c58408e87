using Gramian.Numerics;

namespace Gramian.Operators;

/// <summary>Represents a linear map y = A x, known by what it does to vectors.</summary>
/// <remarks>
/// An implementation gives <see cref="ApplyCore"/>, for many vectors at once; the base checks shapes, so that the core
/// can trust them. Immutable and safe to share between threads.
/// </remarks>
public abstract class LinearOperator
{
    /// <summary>Makes an operator of a shape with declared structure.</summary>
    /// <param name="rows">The number of rows, at least 0.</param>
    /// <param name="columns">The number of columns, at least 0.</param>
    /// <param name="structure">What is known of the operator.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="ArgumentException">A symmetric operator is not square.</exception>
    protected LinearOperator(int rows, int columns, Structure structure)
    {
        (Rows, Columns) = (Guard.AtLeast(rows, 0), Guard.AtLeast(columns, 0));
        if (structure.HasFlag(Structure.Symmetric) && rows != columns)
        {
            throw new ArgumentException(
                $"A symmetric operator must be square, but it was {rows} x {columns}.", nameof(structure));
        }

        Structure = structure;
    }

    /// <summary>Tells that an operator is about to be written out as n · m numbers.</summary>
    public static event EventHandler<DenseFallbackEventArgs>? DenseFallback;

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>What is known of the operator.</summary>
    public Structure Structure { get; }

    /// <summary>Aᵀ; the operator itself when it is symmetric.</summary>
    public LinearOperator Transposed => Structure.HasFlag(Structure.Symmetric) ? this : MakeTransposed();

    /// <summary>destination = A · vectors.</summary>
    /// <param name="vectors">The vectors, one in each column, [columns, k].</param>
    /// <param name="destination">Receives the products, [rows, k]; no part of the memory of the vectors.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public void Apply(MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions? options = null)
    {
        if (vectors.Rows != Columns || destination.Rows != Rows || vectors.Columns != destination.Columns)
        {
            throw new ArgumentException(
                $"An operator of {Rows} x {Columns} takes {Columns} x k to {Rows} x k, but it was given "
                + $"{vectors.Rows} x {vectors.Columns} and {destination.Rows} x {destination.Columns}.",
                nameof(vectors));
        }

        ApplyCore(vectors, destination, options ?? ComputeOptions.Default);
    }

    /// <summary>destination = A · vector.</summary>
    /// <param name="vector">The vector, [columns].</param>
    /// <param name="destination">Receives the product, [rows].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Apply(ReadOnlySpan<double> vector, Span<double> destination, ComputeOptions? options = null)
    {
        Guard.Length(vector.Length, Columns, nameof(vector));
        Guard.Length(destination.Length, Rows, nameof(destination));
        ApplyVectorCore(vector, destination, options ?? ComputeOptions.Default);
    }

    /// <summary>
    /// Writes the operator out as a dense matrix, after announcing it by <see cref="DenseFallback"/>.
    /// </summary>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    public Matrix<double> ToDense(ComputeOptions? options = null)
    {
        DenseFallback?.Invoke(this, new DenseFallbackEventArgs(this));
        return ToDenseCore(options ?? ComputeOptions.Default);
    }

    /// <summary>destination = A · vectors; shapes are checked and fit.</summary>
    /// <param name="vectors">The vectors, [columns, k].</param>
    /// <param name="destination">Receives the products, [rows, k]; every element must be written.</param>
    /// <param name="options">Threads and cancellation.</param>
    protected abstract void ApplyCore(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options);

    /// <summary>destination = A · vector; lengths are checked and fit. By default a product with one column.</summary>
    /// <param name="vector">The vector, [columns].</param>
    /// <param name="destination">Receives the product, [rows]; every element must be written.</param>
    /// <param name="options">Threads and cancellation.</param>
    protected virtual void ApplyVectorCore(
        ReadOnlySpan<double> vector, Span<double> destination, ComputeOptions options)
    {
        using Matrix<double> input = Matrix<double>.FromRowMajor(Columns, 1, vector);
        using Matrix<double> output = Matrix<double>.Uninitialized(Rows, 1);
        ApplyCore(input, output, options);
        for (int i = 0; i < Rows; i++)
        {
            destination[i] = output[i, 0];
        }
    }

    /// <summary>Makes Aᵀ; called only when the operator is not symmetric.</summary>
    protected abstract LinearOperator MakeTransposed();

    /// <summary>Writes the operator out; by default its products with the unit vectors.</summary>
    /// <param name="options">Threads and cancellation.</param>
    protected virtual Matrix<double> ToDenseCore(ComputeOptions options)
    {
        Matrix<double> dense = Matrix<double>.Uninitialized(Rows, Columns);
        using Matrix<double> unit = Matrix<double>.Identity(Columns);
        ApplyCore(unit, dense, options);
        return dense;
    }
}
