using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gramian.Numerics;

/// <summary>Represents a rectangular window on a <see cref="Matrix{T}"/>: no copy, writable, row-major.</summary>
/// <remarks>A view keeps its matrix alive, unless the matrix is disposed of explicitly.</remarks>
/// <typeparam name="T">double or float.</typeparam>
public readonly unsafe struct MatrixView<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly object? owner;
    private readonly T* origin;

    internal MatrixView(object? owner, T* origin, int rows, int columns, nint stride)
    {
        this.owner = owner;
        this.origin = origin;
        Rows = rows;
        Columns = columns;
        Stride = stride;
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The distance, in elements, between the starts of two neighbouring rows.</summary>
    public nint Stride { get; }

    /// <summary>The number of elements, rows × columns.</summary>
    public nint Count => (nint)Rows * Columns;

    /// <summary>Whether rows follow each other without gaps and one span can hold them all.</summary>
    internal bool IsFlat => Stride == Columns && Count <= int.MaxValue;

    /// <summary>All elements of a flat view, row by row.</summary>
    internal Span<T> Flat => IsFlat && Count > 0 ? Reshape((int)Count).Row(0) : [];

    internal T* Origin => origin;

    /// <summary>The same memory by another name of its number type, which generic code knows to be one.</summary>
    internal MatrixView<TSame> As<TSame>()
        where TSame : unmanaged, IBinaryFloatingPointIeee754<TSame> =>
        new(owner, (TSame*)origin, Rows, Columns, Stride);

    /// <summary>The element at a row and a column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside the view.</exception>
    public ref T this[int row, int column]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)row >= (uint)Rows || (uint)column >= (uint)Columns)
            {
                ThrowOutside(row, column);
            }

            return ref origin[(row * Stride) + column];
        }
    }

    /// <summary>Makes a view of a whole matrix.</summary>
    public static implicit operator MatrixView<T>(Matrix<T> matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return matrix.View;
    }

    /// <summary>The elements of one row, writable.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row is outside the view.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Row(int row)
    {
        if ((uint)row >= (uint)Rows)
        {
            ThrowOutside(row, 0);
        }

        return new Span<T>(origin + (row * Stride), Columns);
    }

    /// <summary>Makes a view of a part of this one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The part is not inside this view.</exception>
    public MatrixView<T> Slice(int row, int column, int rows, int columns)
    {
        if (row < 0 || column < 0 || rows < 0 || columns < 0 || row > Rows - rows || column > Columns - columns)
        {
            throw new ArgumentOutOfRangeException(nameof(rows),
                $"The part ({row}, {column}) + {rows} x {columns} must lie inside the view of {Rows} x {Columns}.");
        }

        return new MatrixView<T>(owner, origin + (row * Stride) + column, rows, columns, Stride);
    }

    /// <summary>The same elements, in their order, in rows of another length.</summary>
    /// <param name="columns">The number of columns, which divides the number of elements.</param>
    /// <exception cref="ArgumentException">It does not, or there are gaps between the rows.</exception>
    public MatrixView<T> Reshape(int columns)
    {
        Guard.AtLeast(columns, 1);
        if (Stride != Columns || Count % columns != 0)
        {
            throw new ArgumentException(
                $"A view of {Rows} x {Columns} with rows {Stride} apart does not become rows of {columns}: its rows "
                + "must follow one another, and the new length divide the number of elements.", nameof(columns));
        }

        return new MatrixView<T>(owner, origin, checked((int)(Count / columns)), columns, columns);
    }

    /// <summary>Copies the elements to a view of the same shape.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public void CopyTo(MatrixView<T> destination)
    {
        if (destination.Rows != Rows || destination.Columns != Columns)
        {
            throw new ArgumentException(
                $"The destination must be {Rows} x {Columns}, but it was {destination.Rows} x {destination.Columns}.",
                nameof(destination));
        }

        if (IsFlat && destination.IsFlat)
        {
            Flat.CopyTo(destination.Flat);
            return;
        }

        for (int i = 0; i < Rows; i++)
        {
            Row(i).CopyTo(destination.Row(i));
        }
    }

    /// <summary>Sets every element.</summary>
    public void Fill(T value)
    {
        for (int i = 0; i < Rows; i++)
        {
            Row(i).Fill(value);
        }
    }

    /// <summary>Copies the view into a matrix with memory of its own.</summary>
    public Matrix<T> ToMatrix()
    {
        var matrix = Matrix<T>.Uninitialized(Rows, Columns);
        CopyTo(matrix.View);
        return matrix;
    }

    /// <summary>Copies one column.</summary>
    public T[] ColumnToArray(int column)
    {
        var values = new T[Rows];
        for (int i = 0; i < Rows; i++)
        {
            values[i] = this[i, column];
        }

        return values;
    }

    private void ThrowOutside(int row, int column) => throw new ArgumentOutOfRangeException(nameof(row),
        $"The element ({row}, {column}) must lie inside the view of {Rows} x {Columns}.");
}
