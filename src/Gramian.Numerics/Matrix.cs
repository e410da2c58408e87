using System.Numerics;
using System.Runtime.InteropServices;

namespace Gramian.Numerics;

/// <summary>Represents a dense matrix stored by rows, which owns its memory.</summary>
/// <remarks>
/// Element (i, j) lies at i · <see cref="Stride"/> + j. Storage begins on a 64-byte boundary and never moves: a pinned
/// array for small matrices, native memory for large ones (freed by <see cref="Dispose"/> or when collected). Rows and
/// columns are int, the element count is nint, so a matrix may hold more than 2³¹ − 1 elements. Reading from several
/// threads is safe; writing is safe when rows are disjoint.
/// </remarks>
/// <typeparam name="T">double or float.</typeparam>
public sealed unsafe class Matrix<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const nint NativeThresholdBytes = 1 << 20;
    private const nint LargePagesThresholdBytes = 16 << 20;
    private readonly object? owner;      // the pinned array, or null for native memory
    private T* origin;
    private void* native;
    private readonly nint bytes;

    /// <summary>Makes a matrix of zeros.</summary>
    /// <param name="rows">The number of rows, at least 0.</param>
    /// <param name="columns">The number of columns, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="OutOfMemoryException">The memory cannot be had.</exception>
    public Matrix(int rows, int columns)
        : this(rows, columns, ChooseStride(columns), zeroed: true)
    {
    }

    private Matrix(int rows, int columns, nint stride, bool zeroed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Rows = rows;
        Columns = columns;
        Stride = stride;
        bytes = checked(rows * stride * sizeof(T));
        if (bytes <= NativeThresholdBytes)
        {
            int count = (int)bytes + 64;
            byte[] buffer = zeroed
                ? GC.AllocateArray<byte>(count, pinned: true)
                : GC.AllocateUninitializedArray<byte>(count, pinned: true);
            owner = buffer;
            nint start = (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(
                ref MemoryMarshal.GetArrayDataReference(buffer));
            origin = (T*)((start + 63) & ~(nint)63);
            GC.SuppressFinalize(this);
        }
        else
        {
            // calloc hands out fresh pages lazily, so a large zeroed matrix costs only the pages that are touched.
            native = NativeMemory.AllocZeroed((nuint)bytes + 64);
            origin = (T*)(((nint)native + 63) & ~(nint)63);
            if (bytes >= LargePagesThresholdBytes)
            {
                LargePages.Ask(origin, bytes);
            }

            GC.AddMemoryPressure(bytes);
        }
    }

    /// <summary>Frees native memory that was not disposed of.</summary>
    ~Matrix() => Free();

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The distance, in elements, between the starts of two neighbouring rows; at least the columns.</summary>
    public nint Stride { get; }

    /// <summary>The number of elements, rows × columns.</summary>
    public nint Count => (nint)Rows * Columns;

    /// <summary>A view of the whole matrix, which keeps it alive.</summary>
    public MatrixView<T> View => new(this, Origin, Rows, Columns, Stride);

    internal T* Origin => origin != null || bytes == 0 ? origin : throw new ObjectDisposedException(nameof(Matrix<>));

    /// <summary>The element at a row and a column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside the matrix.</exception>
    public ref T this[int row, int column] => ref View[row, column];

    /// <summary>
    /// Makes a matrix whose elements are not initialised; every element must be written before it is read.
    /// </summary>
    /// <param name="rows">The number of rows, at least 0.</param>
    /// <param name="columns">The number of columns, at least 0.</param>
    public static Matrix<T> Uninitialized(int rows, int columns) =>
        new(rows, columns, ChooseStride(columns), zeroed: false);

    /// <summary>Makes a matrix from a rectangular array, copied.</summary>
    public static Matrix<T> FromArray(T[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var matrix = new Matrix<T>(values.GetLength(0), values.GetLength(1));
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int j = 0; j < matrix.Columns; j++)
            {
                matrix[i, j] = values[i, j];
            }
        }

        return matrix;
    }

    /// <summary>Makes a matrix from elements stored by rows without gaps, copied.</summary>
    /// <exception cref="ArgumentException">The number of elements is not rows × columns.</exception>
    public static Matrix<T> FromRowMajor(int rows, int columns, ReadOnlySpan<T> values)
    {
        Guard.Length(values.Length, (long)rows * columns, nameof(values));
        var matrix = Uninitialized(rows, columns);
        for (int i = 0; i < rows; i++)
        {
            values.Slice(i * columns, columns).CopyTo(matrix.Row(i));
        }

        return matrix;
    }

    /// <summary>Makes the identity of a size.</summary>
    public static Matrix<T> Identity(int size)
    {
        var matrix = new Matrix<T>(size, size);
        for (int i = 0; i < size; i++)
        {
            matrix[i, i] = T.One;
        }

        return matrix;
    }

    /// <summary>The elements of one row, writable.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row is outside the matrix.</exception>
    public Span<T> Row(int row) => View.Row(row);

    /// <summary>Makes a copy with memory of its own.</summary>
    public Matrix<T> Copy()
    {
        var copy = Uninitialized(Rows, Columns);
        View.CopyTo(copy.View);
        return copy;
    }

    /// <summary>Frees the memory; views of this matrix must not be used afterwards.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public override string ToString() => $"Matrix<{typeof(T).Name}> {Rows} x {Columns}";

    private void Free()
    {
        if (native != null)
        {
            NativeMemory.Free(native);
            GC.RemoveMemoryPressure(bytes);
            native = null;
            origin = null;
        }
    }

    // Rows whose starts are a multiple of 4 KiB apart fall into the same cache sets, so such strides get one more line.
    private static nint ChooseStride(int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        nint line = 64 / sizeof(T);
        if (columns < 4 * line)
        {
            return columns;
        }

        nint stride = (columns + line - 1) / line * line;
        return stride * sizeof(T) % 4096 == 0 ? stride + line : stride;
    }
}
